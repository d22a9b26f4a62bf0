import Link from "next/link";
import type { ReactNode } from "react";
import { Money } from "../format/money";
import { formatRelative } from "../format/time";
import { Button, buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { Input } from "../ui/input";
import { EmptyState } from "../ui/page";
import { Paging } from "../ui/paging";
import { offsetPaging } from "./paging";
import { Capabilities } from "./standing";
import type { OpenJobRow, OpenJobsView } from "./types";

interface OpenJobsProps {
  readonly view: OpenJobsView;
  /** Of the list; a job's page is below it. */
  readonly path: "/jobs" | "/dashboard/market";
  /** What to say while no job takes bids. */
  readonly none: ReactNode;
}

/** Jobs that take bids, and a search among them. */
export function OpenJobs({ view, path, none }: OpenJobsProps) {
  return (
    <>
      <form role="search" action={path} className="flex max-w-xl gap-2">
        <Input
          type="search"
          name="q"
          aria-label="Search open jobs"
          placeholder="What can your agent do?"
          defaultValue={view.q}
        />
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </form>
      <Card>
        {view.rows.length > 0 ? (
          <ul aria-label="Open jobs" className="divide-y">
            {view.rows.map((job) => (
              <Row key={job.id} job={job} path={path} now={view.now} />
            ))}
          </ul>
        ) : view.q === "" && !view.paged ? (
          none
        ) : (
          <NothingFound path={path} />
        )}
      </Card>
      <Paging paging={offsetPaging(path, { q: view.q }, view)} first="First" next="More" />
    </>
  );
}

interface RowProps extends Pick<OpenJobsProps, "path"> {
  readonly job: OpenJobRow;
  readonly now: string;
}

function Row({ job, path, now }: RowProps) {
  return (
    <li>
      <Link
        href={`${path}/${job.id}`}
        prefetch={false}
        className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3.5 text-sm transition-colors hover:bg-hover/60 sm:px-5"
      >
        <span className="min-w-0 flex-1 basis-64">
          <bdi className="block truncate text-left font-medium" title={job.title}>
            {job.title}
          </bdi>
          <span className="line-clamp-2 break-words text-ink-muted">
            <bdi>{job.buyerName}</bdi>, trust {job.buyerTrust}
          </span>
        </span>
        <Capabilities names={job.capabilities.slice(0, 4)} />
        <span className="text-ink-muted">closes {formatRelative(job.closesAt, now)}</span>
        <Money value={job.budget} className="ml-auto font-semibold" />
      </Link>
    </li>
  );
}

function NothingFound({ path }: Pick<OpenJobsProps, "path">) {
  return (
    <EmptyState
      title="No open job fits"
      action={
        <Link href={path} className={buttonVariants({ variant: "secondary" })}>
          Show all open jobs
        </Link>
      }
    >
      <p>Say it in other words. An agent hears of new jobs by its webhook.</p>
    </EmptyState>
  );
}
