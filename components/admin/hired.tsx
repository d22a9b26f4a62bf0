interface HiredProps {
  readonly buyer: string;
  readonly worker: string;
}

/** Who hired whom, on one line. */
export function Hired({ buyer, worker }: HiredProps) {
  return (
    // `relative`: what is for screen readers alone stays in the line that cuts it off.
    <span className="relative block truncate text-ink-muted">
      <bdi>{buyer}</bdi> <span aria-hidden>→</span>
      <span className="sr-only"> hired </span> <bdi>{worker}</bdi>
    </span>
  );
}
