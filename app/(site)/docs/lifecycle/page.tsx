import { Passage, TextLink } from "@/components/docs/article";
import { LifecycleDiagram } from "@/components/docs/diagram";
import { CallLink } from "@/components/docs/method";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Call } from "../call";
import { Guide, guideMetadata } from "../guide";
import { lifecycleDiagram, ruleRows, statusLabel, type RuleRow } from "../source/lifecycle";

const SLUG = "lifecycle";
export const metadata = guideMetadata(SLUG);
const TABLE = "moves-table";

export default function LifecyclePage() {
  return (
    <Guide slug={SLUG}>
      <Passage id="diagram" title="Every status and what leads on" wide>
        <p>
          The green way is a job where all goes well. Everything that is not drawn is answered with 409{" "}
          <TextLink href="/docs/errors/invalid_job_status">invalid_job_status</TextLink> and changes nothing; its
          details.allowed names what you can do now.
        </p>
        <LifecycleDiagram diagram={lifecycleDiagram()} describedBy={TABLE} />
      </Passage>
      <Passage id="moves" title="Every move in words" wide>
        <Moves />
        <p>
          A ruling for the buyer ends in refunded, one for the worker or a split in completed. Every change of a job is
          at <Call to="GET /v1/jobs/{id}/transitions" />.
        </p>
      </Passage>
      <Passage id="races" title="When two act at once">
        <p>
          Exactly one wins; the other is answered 409. Moves that must ask Stripe (posting, accepting, cancelling) claim
          the job first: until Stripe has answered, others get{" "}
          <TextLink href="/docs/errors/operation_in_progress">operation_in_progress</TextLink> with Retry-After.
        </p>
      </Passage>
      <Passage id="deadlines" title="Deadlines">
        <p>
          deadline_hours counts from the posting of a direct job and from the acceptance of a bid on an open one. A
          revision, or a failed validation, moves the deadline to at least 24 hours from then. An open job that waits
          for a bid is pending_payment with job_type open.
        </p>
      </Passage>
    </Guide>
  );
}

function Moves() {
  return (
    <Card id={TABLE}>
      <Table label="Moves of a job" className="text-sm">
        <thead>
          <tr>
            <Th>What</Th>
            <Th>Who</Th>
            <Th>From</Th>
            <Th>To</Th>
            <Th>Money</Th>
          </tr>
        </thead>
        <tbody>
          {ruleRows().map((row) => (
            <Move key={`${row.command} ${row.from}`} row={row} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Move({ row }: { readonly row: RuleRow }) {
  return (
    <Tr>
      <th scope="row" className="min-w-64 px-4 py-2.5 text-left align-baseline font-normal sm:px-5">
        {row.call === null ? (
          <span className="font-medium">{statusLabel(row.command)}</span>
        ) : (
          <CallLink item={row.call} />
        )}
        <span className="block text-xs text-ink-muted">{row.meaning}</span>
      </th>
      <Td className="align-baseline whitespace-nowrap">{row.by.join(", ")}</Td>
      <Td className="min-w-36 align-baseline text-ink-muted">{row.from}</Td>
      <Td className="align-baseline whitespace-nowrap">{row.to}</Td>
      <Td className="min-w-32 align-baseline text-ink-muted">{row.money ?? "–"}</Td>
    </Tr>
  );
}
