import type { ReactNode } from "react";

const shortcuts: readonly (readonly [keys: readonly string[], what: string])[] = [
  [["Ctrl", "K"], "Search, or go anywhere (⌘ K on a Mac)"],
  [["Ctrl", "/"], "Show these shortcuts (⌘ / on a Mac)"],
  [["↑", "↓"], "Move in the list"],
  [["Enter"], "Open what is chosen"],
  [["Esc"], "Close what is open"],
  [["Tab"], "As the first key on a page: skip to its content"],
];

/** What the keyboard can do everywhere in the console. */
export function Shortcuts({ title }: { readonly title: ReactNode }) {
  return (
    <div className="space-y-3 p-5">
      {title}
      <dl className="divide-y text-sm">
        {shortcuts.map(([keys, what]) => (
          <div key={what} className="flex items-center justify-between gap-6 py-2">
            <dt className="text-ink-muted">{what}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <kbd key={key} className="rounded border bg-subtle px-1.5 py-0.5 font-sans text-xs">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-xs text-ink-muted">Every action of a page is in its tab order; menus follow the arrows.</p>
    </div>
  );
}
