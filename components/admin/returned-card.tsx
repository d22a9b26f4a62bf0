import Link from "next/link";
import { RelativeTime } from "../format/time";
import { Table, Td, Th, Tr } from "../ui/table";
import { MoneySection } from "./money-section";
import type { AuditRowView } from "./types";

/** Refunds that the buyer's bank sent back. */
export function ReturnedCard({ rows, now }: { readonly rows: readonly AuditRowView[]; readonly now: string }) {
  return (
    <MoneySection
      id="returned"
      title="Refunds that failed"
      description="Refused by Stripe, or sent back by the buyer's bank. The money is here and owed to the buyer."
    >
      <Table label="Refunds that failed">
        <thead>
          <tr>
            <Th>Job</Th>
            <Th>What is known</Th>
            <Th className="text-right">When</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.id}>
              <Td>
                <Link
                  href={row.subject.href ?? "/admin/jobs"}
                  className="font-mono text-xs text-accent hover:underline"
                >
                  {row.subject.id}
                </Link>
              </Td>
              <Td className="font-mono text-xs break-words whitespace-pre-wrap">{row.details}</Td>
              <Td className="text-right whitespace-nowrap text-ink-muted">
                <RelativeTime at={row.at} now={now} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </MoneySection>
  );
}
