import Link from "next/link";
import { ScrollRow } from "./scroll-row";

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly href: string; readonly label: string; readonly current: boolean }[];
}

/** Views of one list, each with an address of its own; on narrow screens they scroll, to the screen's edges. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav aria-label={label} className="-mx-4 sm:mx-0">
      <ScrollRow current={tabs.find(({ current }) => current)?.href ?? ""} className="gap-1 px-4 py-0.5 sm:px-0">
        {tabs.map(({ href, label: name, current }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={current ? "page" : undefined}
              className="inline-flex h-8 items-center rounded-full px-3 text-sm whitespace-nowrap text-ink-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-ink aria-[current=page]:font-medium aria-[current=page]:text-canvas"
            >
              {name}
            </Link>
          </li>
        ))}
      </ScrollRow>
    </nav>
  );
}
