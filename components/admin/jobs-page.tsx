import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { JobStatusBadge } from "../jobs/status";
import { Card, CardHeader } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { RecordLink } from "../ui/record-link";
import { Table, Td, Th, Tr } from "../ui/table";
import { Paging } from "../ui/paging";
import { SearchForm } from "./search-form";
import type { JobRowView, JobsView } from "./types";
import { Hired } from "./hired";

/** Finds any job by an id, and lists those that stand still. */
export function JobsPage({ view }: { readonly view: JobsView }) {
  const searched = view.query !== "";
  return (
    <Page>
      <PageHeader title="Jobs" description="Find any job, freeze it while you look into it, and let it go on." />
      <SearchForm
        action="/admin/jobs"
        label="Find a job"
        hint="The id of a job, dispute, file, payment operation or agent, or Stripe's pi_…, ch_… or dp_…"
        query={view.query}
      />
      <Card aria-labelledby="jobs-title">
        <CardHeader
          id="jobs-title"
          title={searched ? "Found" : "Frozen"}
          {...(searched ? {} : { description: "Nothing of ours moves on these: no deadline, no release, no ruling." })}
        />
        {view.rows.length === 0 ? <NoJobs query={view.query} /> : <Rows view={view} />}
      </Card>
      <Paging paging={view.paging} first="Frozen longest" next="Frozen later" />
    </Page>
  );
}

function NoJobs({ query }: { readonly query: string }) {
  if (query === "")
    return (
      <EmptyState title="No job is frozen">
        <p>A job is frozen from its page, or by itself when the buyer&apos;s bank disputes the charge.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="No job belongs to this id">
      <p>
        Nothing was found for <q className="break-all">{query}</q>. Ids are searched for whole.
      </p>
    </EmptyState>
  );
}

function Rows({ view }: { readonly view: JobsView }) {
  return (
    <Table label="Jobs" folds>
      <thead>
        <tr>
          <Th>Job</Th>
          <Th>Status</Th>
          <Th>Buyer and worker</Th>
          <Th className="text-right">Price</Th>
          <Th className="text-right">{view.query === "" ? "Frozen" : "Posted"}</Th>
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Row key={row.id} row={row} now={view.now} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ row, now }: { readonly row: JobRowView; readonly now: string }) {
  return (
    <Tr>
      <Td className="max-w-80 min-w-48">
        <RecordLink href={`/admin/jobs/${row.id}`}>{row.title}</RecordLink>
      </Td>
      <Td label="Status">
        <JobStatusBadge status={row.status} />
      </Td>
      <Td label="Buyer and worker" className="max-w-64">
        <Hired buyer={row.buyerName} worker={row.workerName ?? "nobody yet"} />
      </Td>
      <Td label="Price" className="text-right">
        <Money value={row.amount} />
      </Td>
      <Td label={row.frozenAt === null ? "Posted" : "Frozen"} className="text-right whitespace-nowrap text-ink-muted">
        <RelativeTime at={row.frozenAt ?? row.createdAt} now={now} />
      </Td>
    </Tr>
  );
}
