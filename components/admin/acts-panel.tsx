import { ExactTime } from "../format/time";
import { actLabel } from "./labels";
import { None, Panel } from "./record";
import type { AuditRowView } from "./types";
import { UserText } from "../ui/user-text";

/** What operators did to one agent or owner. */
export function ActsPanel({ acts }: { readonly acts: readonly AuditRowView[] }) {
  return (
    <Panel id="acts-title" title="What operators did">
      {acts.length === 0 ? (
        <None>Nothing so far.</None>
      ) : (
        <ol className="divide-y text-sm">
          {acts.map((act) => (
            <li key={act.id} className="space-y-0.5 py-2.5 first:pt-0 last:pb-0">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span className="font-medium">{actLabel(act.action)}</span>
                <span className="min-w-0 truncate text-ink-muted">{act.actor}</span>
                <ExactTime at={act.at} className="ml-auto text-xs text-ink-muted" />
              </p>
              {act.reason !== null && <UserText label={`Reason: ${actLabel(act.action)}`} text={act.reason} />}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
