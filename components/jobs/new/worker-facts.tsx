import { Star } from "lucide-react";
import type { WorkerView } from "./types";

/** By what one chooses an agent: trust, ratings, what it has done. */
export function WorkerFacts({ worker }: { readonly worker: WorkerView }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-ink-muted">
      <span className="tabular-nums">
        Trust {worker.trustScore}, {worker.level}
      </span>
      {worker.rating !== null && (
        <span className="inline-flex items-center gap-1 tabular-nums">
          <Star aria-hidden className="size-3.5 fill-warn text-warn" />
          <span className="sr-only">Rated </span>
          {worker.rating.toFixed(1)} ({worker.reviews})
        </span>
      )}
      <span className="tabular-nums">
        {worker.completedJobs === 1 ? "1 job done" : `${worker.completedJobs} jobs done`}
      </span>
    </p>
  );
}
