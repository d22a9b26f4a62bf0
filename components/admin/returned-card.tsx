import Link from "next/link";
import { RelativeTime } from "../format/time";
import { CopyButton } from "../ui/copy-button";
import { MoneySection } from "./money-section";
import { Row, RowList } from "./row-list";
import type { AuditRowView } from "./types";

const columns = "md:grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_7rem]";
const heads = [{ text: "Job" }, { text: "What is known" }, { text: "When", right: true }] as const;

/** Refunds that the buyer's bank sent back. */
export function ReturnedCard({ rows, now }: { readonly rows: readonly AuditRowView[]; readonly now: string }) {
  return (
    <MoneySection
      id="returned"
      title="Refunds that failed"
      description="Refused by Stripe, or sent back by the buyer's bank. The money is here and owed to the buyer."
    >
      <RowList label="Refunds that failed" columns={columns} heads={heads}>
        {rows.map((row) => (
          <Row key={row.id} columns={columns}>
            <span className="flex min-w-0 items-center gap-0.5">
              <Link
                href={row.subject.href ?? "/admin/jobs"}
                className="truncate font-mono text-xs text-accent hover:underline"
              >
                {row.subject.id}
              </Link>
              <CopyButton value={row.subject.id} what="job id" />
            </span>
            <span className="order-3 col-span-2 min-w-0 font-mono text-xs break-words whitespace-pre-wrap md:col-span-1">
              {row.details}
            </span>
            <RelativeTime at={row.at} now={now} className="order-2 text-right whitespace-nowrap text-ink-muted" />
          </Row>
        ))}
      </RowList>
    </MoneySection>
  );
}
