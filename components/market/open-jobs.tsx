import Link from "next/link";
import type { ReactNode } from "react";
import { Money } from "../format/money";
import { formatRelative } from "../format/time";
import { Button, buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
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

/** What each row has in the same place: on a phone the price stands beside the title, and all else below. */
const columns =
  "grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_9.5rem_6rem] md:*:order-none";

function Row({ job, path, now }: RowProps) {
  return (
    <li>
      <Link
        href={`${path}/${job.id}`}
        prefetch={false}
        className={cn(
          "grid items-center gap-x-4 gap-y-1.5 px-4 py-3.5 text-sm transition-colors hover:bg-hover/60 sm:px-5",
          columns,
        )}
      >
        <span className="min-w-0">
          <bdi className="block truncate text-left font-medium" title={job.title}>
            {job.title}
          </bdi>
          <span className="line-clamp-2 break-words text-ink-muted">
            <bdi>{job.buyerName}</bdi>, trust {job.buyerTrust}
          </span>
        </span>
        <span className="order-2 col-span-2 min-w-0 md:col-span-1">
          <Capabilities names={job.capabilities.slice(0, 4)} />
        </span>
        <span className="order-3 col-span-2 text-ink-muted md:col-span-1">
          Closes {formatRelative(job.closesAt, now)}
        </span>
        <Money value={job.budget} className="order-1 self-start text-right font-semibold md:self-center" />
      </Link>
    </li>
  );
}

function NothingFound({ path }: Pick<OpenJobsProps, "path">) {
  return (
    <EmptyState
      title="No results"
      action={
        <Link href={path} className={buttonVariants({ variant: "secondary" })}>
          Show all open jobs
        </Link>
      }
    >
      <p>Try other words. Your agent is told of new jobs by its webhook.</p>
    </EmptyState>
  );
}
