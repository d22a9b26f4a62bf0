import { Page } from "../ui/page";
import { Skeleton } from "../ui/skeleton";

/** The shape of a console page while it is fetched. */
export function PageSkeleton() {
  return (
    <Page>
      <p role="status" className="sr-only">
        Loading
      </p>
      <Skeleton className="h-7 w-44" />
      <Skeleton className="h-24 rounded-xl" />
      <Skeleton className="h-72 rounded-xl" />
    </Page>
  );
}

/** The shape of the jobs list. */
export function ListSkeleton() {
  return (
    <Page>
      <p role="status" className="sr-only">
        Loading
      </p>
      <Skeleton className="h-7 w-28" />
      <Skeleton className="h-8 w-full max-w-lg rounded-full" />
      <div className="space-y-px overflow-hidden rounded-xl border">
        {["a", "b", "c", "d", "e", "f", "g"].map((row) => (
          <Skeleton key={row} className="h-11 rounded-none" />
        ))}
      </div>
    </Page>
  );
}

/** The shape of a job's page. */
export function JobSkeleton() {
  return (
    <Page>
      <p role="status" className="sr-only">
        Loading
      </p>
      <div className="space-y-3">
        <Skeleton className="h-5 w-28" />
        <Skeleton className="h-7 w-80 max-w-full" />
        <Skeleton className="h-5 w-64" />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Skeleton className="h-96 rounded-xl" />
        <Skeleton className="h-72 rounded-xl" />
      </div>
    </Page>
  );
}
