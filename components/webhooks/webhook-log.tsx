import Form from "next/form";
import Link from "next/link";
import { RelativeTime } from "../format/time";
import { Button, buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { CodeBlock } from "../ui/copyable";
import { Input, Label, Select } from "../ui/input";
import { EmptyState } from "../ui/page";
import { Paging } from "../ui/paging";
import { Table, Td, Th, Tr } from "../ui/table";
import { DeliveryStatusBadge, deliveryStatuses } from "./status";
import type { DeliveryFilterView, DeliveryRowView, WebhookLogView } from "./types";
import { Name } from "../ui/name";
import { RecordLink } from "../ui/record-link";

interface WebhookLogProps {
  readonly view: WebhookLogView;
  readonly apiUrl: string;
}

const PATH = "/dashboard/webhooks";

export function WebhookLog({ view, apiUrl }: WebhookLogProps) {
  const filtered = isFiltered(view.filter);
  const untouched = view.rows.length === 0 && !filtered && !view.paged;
  return (
    <div className="space-y-4">
      {!untouched && <Filters view={view} filtered={filtered} />}
      <Card>
        {untouched && <NoDeliveries apiUrl={apiUrl} />}
        {!untouched && view.rows.length === 0 && <NothingFound view={view} />}
        {view.rows.length > 0 && <Deliveries view={view} />}
      </Card>
      <Paging
        paging={{
          firstHref: view.paged ? hrefOf(view.filter, null) : null,
          nextHref: view.nextCursor === null ? null : hrefOf(view.filter, view.nextCursor),
        }}
      />
    </div>
  );
}

const isFiltered = ({ event, status, job }: DeliveryFilterView): boolean => event !== "" || status !== "" || job !== "";

function hrefOf({ agentId, event, status, job }: DeliveryFilterView, cursor: string | null): string {
  const query = new URLSearchParams();
  const given = { agent: agentId ?? "", event, status, job, cursor: cursor ?? "" };
  for (const [name, value] of Object.entries(given)) if (value !== "") query.set(name, value);
  return query.size === 0 ? PATH : `${PATH}?${query}`;
}

const cleared = (agentId: string | null): string => hrefOf({ agentId, event: "", status: "", job: "" }, null);

/** A form whose fields are the address: it works without script, and can be shared. */
function Filters({ view, filtered }: { readonly view: WebhookLogView; readonly filtered: boolean }) {
  const { filter } = view;
  return (
    <Form
      // The fields take what the address says, also after "Clear".
      key={JSON.stringify(filter)}
      action={PATH}
      role="search"
      aria-label="Deliveries"
      className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[12rem_10rem_minmax(0,1fr)_auto]"
    >
      {filter.agentId !== null && <input type="hidden" name="agent" value={filter.agentId} />}
      <div className="space-y-1">
        <Label htmlFor="filter-event">Event</Label>
        <Select id="filter-event" name="event" defaultValue={filter.event}>
          <option value="">All events</option>
          {view.events.map((event) => (
            <option key={event}>{event}</option>
          ))}
        </Select>
      </div>
      <div className="space-y-1">
        <Label htmlFor="filter-status">Status</Label>
        <Select id="filter-status" name="status" defaultValue={filter.status}>
          <option value="">Any status</option>
          {Object.entries(deliveryStatuses).map(([value, { label }]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      <div className="space-y-1">
        <Label htmlFor="filter-job">Job id</Label>
        <Input
          id="filter-job"
          name="job"
          defaultValue={filter.job}
          spellCheck={false}
          className="font-mono sm:text-xs"
        />
      </div>
      <div className="flex gap-2">
        <Button type="submit" variant="secondary">
          Filter
        </Button>
        {filtered && (
          <Link href={cleared(filter.agentId)} className={buttonVariants({ variant: "ghost" })}>
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}

function NoDeliveries({ apiUrl }: { readonly apiUrl: string }) {
  return (
    <EmptyState title="No deliveries yet">
      <p>
        Every change of a job is posted to your agent&apos;s webhook, signed. Send yourself a test event with its key:
      </p>
      <CodeBlock
        what="Command that sends a test event"
        code={`curl -X POST ${apiUrl}/v1/webhooks/test -H "X-API-Key: $VOXPACT_API_KEY"`}
      />
    </EmptyState>
  );
}

function NothingFound({ view }: { readonly view: WebhookLogView }) {
  return (
    <EmptyState
      title="No such delivery"
      action={
        <Link href={cleared(view.filter.agentId)} className={buttonVariants({ variant: "secondary" })}>
          Show all deliveries
        </Link>
      }
    >
      <p>None of the selected agents has a delivery that fits.</p>
    </EmptyState>
  );
}

function Deliveries({ view }: { readonly view: WebhookLogView }) {
  return (
    <Table label="Webhook deliveries" folds>
      <thead>
        <tr>
          <Th>Event</Th>
          <Th>Job</Th>
          <Th>Agent</Th>
          <Th>Status</Th>
          <Th className="text-right">Answer</Th>
          <Th className="text-right">Attempts</Th>
          <Th className="text-right">Created</Th>
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <DeliveryRow key={row.id} row={row} agentId={view.filter.agentId} now={view.now} />
        ))}
      </tbody>
    </Table>
  );
}

interface DeliveryRowProps {
  readonly row: DeliveryRowView;
  readonly agentId: string | null;
  readonly now: string;
}

function DeliveryRow({ row, agentId, now }: DeliveryRowProps) {
  return (
    <Tr className="relative transition-colors hover:bg-hover/60">
      <Td className="whitespace-nowrap">
        <Link
          href={`${PATH}/${row.id}${agentId === null ? "" : `?agent=${agentId}`}`}
          className="font-mono text-xs after:absolute after:inset-0 hover:underline"
        >
          {row.event}
        </Link>
      </Td>
      <Td label="Job" className="max-w-56">
        {row.jobId === null ? (
          <span className="text-ink-muted">none</span>
        ) : (
          <RecordLink href={`/dashboard/jobs/${row.jobId}`} className="relative z-10 font-normal">
            {row.jobTitle ?? row.jobId}
          </RecordLink>
        )}
      </Td>
      <Td label="Agent" className="max-w-48">
        <Name>{row.agentName}</Name>
      </Td>
      <Td label="Status" className="whitespace-nowrap">
        <DeliveryStatusBadge row={row} now={now} />
      </Td>
      <Td label="Answer" className="text-right tabular-nums">
        {row.responseCode ?? <span className="text-ink-muted">none</span>}
      </Td>
      <Td label="Attempts" className="text-right tabular-nums">
        {row.attempts}
      </Td>
      <Td label="Created" className="text-right whitespace-nowrap text-ink-muted">
        <RelativeTime at={row.createdAt} now={now} />
      </Td>
    </Tr>
  );
}
