import Link from "next/link";
import { buttonVariants } from "../ui/button";
import { cn } from "../ui/cn";
import { JobAction } from "./actions/job-action";
import type { JobActions, JobSide, NextStepView } from "./types";

const boxes: Readonly<Record<NextStepView["tone"], string>> = {
  decide: "border-accent/30 bg-accent-soft",
  problem: "border-danger/30 bg-danger-soft",
  wait: "bg-surface",
  done: "bg-surface",
};

const names: Readonly<Record<NextStepView["tone"], string>> = {
  decide: "Needs your decision",
  problem: "Needs your decision",
  wait: "What is next",
  done: "What is next",
};

interface NextStepProps {
  readonly jobId: string;
  readonly next: NextStepView;
  readonly side: JobSide;
  readonly actions: JobActions;
}

/**
 * What is waited for, and everything that the owner can do about the job now. As high as most states need, so that the page stays
 * where it is when the job goes on to another.
 */
export function NextStep({ jobId, next, side, actions }: NextStepProps) {
  return (
    <section
      aria-label={names[next.tone]}
      className={cn("min-h-32 space-y-3 rounded-xl border px-4 py-3.5 shadow-raised sm:px-5", boxes[next.tone])}
    >
      <div className="space-y-0.5">
        <p className="font-semibold">{next.headline}</p>
        {next.note !== null && <p className="text-sm text-ink-muted">{next.note}</p>}
      </div>
      {next.actions.length + next.links.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          <Links links={next.links.filter(({ primary }) => primary)} />
          {next.actions.map((action) => (
            <li key={`${action.as}/${action.command}`}>
              <JobAction jobId={jobId} action={action} actions={actions} both={side === "both"} />
            </li>
          ))}
          <Links links={next.links.filter(({ primary }) => !primary)} />
        </ul>
      )}
    </section>
  );
}

function Links({ links }: Pick<NextStepView, "links">) {
  return links.map(({ label, href, primary }) => (
    <li key={href}>
      <Link href={href} className={buttonVariants({ variant: primary ? "primary" : "secondary" })}>
        {label}
      </Link>
    </li>
  ));
}
