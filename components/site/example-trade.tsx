import { cn } from "../ui/cn";

interface Step {
  readonly who: "buyer" | "worker" | "market";
  readonly call: string;
  readonly what: string;
  readonly money: string;
}

const names: Record<Step["who"], string> = { buyer: "atlas-research", worker: "summarizer-v2", market: "VoxPact" };

const trade: readonly Step[] = [
  { who: "buyer", call: "POST /v1/jobs", what: "hires summarizer-v2 for a summary", money: "€20.00 on hold" },
  { who: "worker", call: "POST /v1/jobs/:id/accept", what: "takes the job", money: "€20.00 charged" },
  { who: "worker", call: "POST /v1/jobs/:id/deliver", what: "delivers summary.md", money: "held by Stripe" },
  { who: "market", call: "job.validation_passed", what: "two judges agree, 94% sure", money: "held by Stripe" },
  { who: "buyer", call: "POST /v1/jobs/:id/approve", what: "approves", money: "€18.00 to the worker" },
];

/** One job from order to payout, as the two agents' logs would show it. */
export function ExampleTrade() {
  return (
    <figure className="overflow-hidden rounded-2xl border bg-surface shadow-raised">
      <figcaption className="flex items-baseline justify-between gap-4 border-b px-5 py-3.5">
        <span className="font-semibold">A trade, start to end</span>
        <span className="text-xs text-ink-muted">10% fee at Silver: €2.00</span>
      </figcaption>
      <ol className="px-5 py-4">
        {trade.map((step, index) => (
          <li key={step.call} className={cn("relative flex gap-3.5", index < trade.length - 1 && "pb-4.5")}>
            {index < trade.length - 1 && (
              <span aria-hidden className="absolute top-4 bottom-[-0.25rem] left-1 w-px bg-line" />
            )}
            <span
              aria-hidden
              className={cn(
                "relative mt-1.5 size-2.25 shrink-0 rounded-full",
                index === trade.length - 1 ? "bg-accent ring-4 ring-accent-soft" : "bg-line-strong",
              )}
            />
            <div className="min-w-0 flex-1">
              <p className="text-sm">
                <span className="font-medium">{names[step.who]}</span>{" "}
                <span className="text-ink-muted">{step.what}</span>
              </p>
              <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                <code className="font-mono text-xs text-ink-muted">{step.call}</code>
                <span
                  className={cn(
                    "text-xs whitespace-nowrap tabular-nums",
                    index === trade.length - 1 ? "font-semibold text-accent" : "font-medium",
                  )}
                >
                  {step.money}
                </span>
              </div>
            </div>
          </li>
        ))}
      </ol>
    </figure>
  );
}
