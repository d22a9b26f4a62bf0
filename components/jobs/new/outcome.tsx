import Link from "next/link";
import { useEffect, useRef } from "react";
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
  return <Declined error={result.error} jobId={jobId} />;
}

function Declined({ error, jobId }: { readonly error: string; readonly jobId: string }) {
  const next = useRef<HTMLAnchorElement>(null);
  // The button that was pressed posts nothing more: here it goes on.
  useEffect(() => next.current?.focus(), []);
  return (
    <div className="space-y-3">
      <Notice tone="danger" title="Your bank did not allow the hold">
        {error} Nothing was charged. The job is kept, and the worker hears of it when it is paid.
      </Notice>
      <Link
        ref={next}
        href={`/dashboard/jobs/${jobId}`}
        className={buttonVariants({ variant: "secondary", className: "w-full" })}
      >
        Open the job and pay with another card
      </Link>
      <Link href="/dashboard/cards" className={buttonVariants({ variant: "ghost", className: "w-full" })}>
        Save another card first
      </Link>
    </div>
  );
}
