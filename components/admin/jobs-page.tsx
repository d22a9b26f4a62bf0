import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { JobStatusBadge } from "../jobs/status";
import { Card } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Paging } from "../ui/paging";
import { RecordLink } from "../ui/record-link";
import { Tabs } from "../ui/tabs";
import { Hired } from "./hired";
import { jobFilters, type JobsFilterName } from "./job-filters";
import { Row, RowList } from "./row-list";
import { SearchForm } from "./search-form";
import type { JobRowView, JobsView } from "./types";

const PATH = "/admin/jobs";

function hrefOf(status: JobsFilterName, query: string): string {
  const params = new URLSearchParams({
    ...(status === "all" ? {} : { status }),
    ...(query === "" ? {} : { q: query }),
  });
  return params.size === 0 ? PATH : `${PATH}?${params}`;
}

/** All jobs, by status, by words or by an id. */
export function JobsPage({ view }: { readonly view: JobsView }) {
  const { filter, query } = view;
  const longestFirst = filter === "frozen" && query === "";
  return (
    <Page>
      <PageHeader title="Jobs" description="Find any job, freeze it while you look into it, and let it go on." />
      <SearchForm
        action={PATH}
        label="Find a job"
        hint="Words of its title or task, or an id: of a job, dispute, file, payment operation or agent, or Stripe's pi_…, ch_… or dp_…"
        query={query}
        kept={filter === "all" ? {} : { status: filter }}
      />
      <Tabs
        label="Jobs by status"
        tabs={jobFilters.map(({ name, label }) => ({ href: hrefOf(name, query), label, current: name === filter }))}
      />
      <Card aria-label="Jobs">{view.rows.length === 0 ? <NoJobs view={view} /> : <Rows view={view} />}</Card>
      <Paging paging={view.paging} {...(longestFirst ? { first: "Frozen longest", next: "Frozen later" } : {})} />
    </Page>
  );
}

function NoJobs({ view: { query, filter } }: { readonly view: JobsView }) {
  if (query !== "")
    return (
      <EmptyState title="No results">
        <p>
          No job {filter === "all" ? "" : "of this status "}was found for <q className="break-all">{query}</q>. All
          words must occur; ids are searched for whole.
        </p>
      </EmptyState>
    );
  if (filter === "frozen")
    return (
      <EmptyState title="No job is frozen">
        <p>A job is frozen from its page, or automatically when the buyer&apos;s bank disputes the charge.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="No jobs">
      <p>{filter === "all" ? "Nobody has posted one yet." : "No job has this status now."}</p>
    </EmptyState>
  );
}

const columns = "md:grid-cols-[minmax(0,1fr)_9.5rem_minmax(0,14rem)_6.5rem_7.5rem]";

function Rows({ view }: { readonly view: JobsView }) {
  const heads = [
    { text: "Job" },
    { text: "Status" },
    { text: "Buyer → worker" },
    { text: "Price", right: true },
    { text: view.filter === "frozen" ? "Frozen" : "Posted", right: true },
  ] as const;
  return (
    <RowList label="Jobs" columns={columns} heads={heads}>
      {view.rows.map((row) => (
        <JobRow key={row.id} row={row} view={view} />
      ))}
    </RowList>
  );
}

function JobRow({ row, view: { filter, now } }: { readonly row: JobRowView; readonly view: JobsView }) {
  const at = filter === "frozen" ? (row.frozenAt ?? row.createdAt) : row.createdAt;
  return (
    <Row columns={columns}>
      <RecordLink href={`/admin/jobs/${row.id}`}>{row.title}</RecordLink>
      <span className="order-3">
        <JobStatusBadge status={row.status} />
      </span>
      <span className="order-5 col-span-2 min-w-0 md:col-span-1">
        <Hired buyer={row.buyerName} worker={row.workerName ?? "nobody yet"} />
      </span>
      <Money value={row.amount} className="order-2 text-right font-medium" />
      <RelativeTime at={at} now={now} className="order-4 text-right whitespace-nowrap text-ink-muted" />
    </Row>
  );
}
