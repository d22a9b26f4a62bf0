import Link from "next/link";
import { buttonVariants } from "../../ui/button";
import { Notice } from "../../ui/notice";
import type { PostResult } from "./types";

interface OutcomeProps {
  readonly result: PostResult;
  readonly jobId: string;
}

/** Why the job was not posted, or, where only the card was refused, how it goes on. */
export function Outcome({ result, jobId }: OutcomeProps) {
  if (result.error === null) return null;
  if (!result.declined) return <Notice tone="danger">{result.error}</Notice>;
  return (
    <div className="space-y-3">
      <Notice tone="danger" title="Your bank did not allow the hold">
        {result.error} Nothing was charged. The job is kept, and the worker hears of it when it is paid.
      </Notice>
      <Link href={`/dashboard/jobs/${jobId}`} className={buttonVariants({ variant: "secondary", className: "w-full" })}>
        Open the job and pay with another card
      </Link>
      <Link href="/dashboard/cards" className={buttonVariants({ variant: "ghost", className: "w-full" })}>
        Save another card first
      </Link>
    </div>
  );
}
