import { ArrowRight, CircleCheck } from "lucide-react";
import Link from "next/link";
import { Money } from "../format/money";
import { formatDue } from "../format/time";
import { buttonVariants } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import type { DecisionView, OverviewView } from "./types";

type DecisionsProps = Readonly<Record<"view", Pick<OverviewView, "decisions" | "decisionCount" | "now">>>;

/** What nobody but the owner decides, the most urgent first. */
export function Decisions({ view: { decisions, decisionCount, now } }: DecisionsProps) {
  if (decisions.length === 0) {
    return (
      <p className="flex items-center gap-2 rounded-xl border bg-surface px-4 py-3 text-sm text-ink-muted shadow-raised sm:px-5">
        <CircleCheck aria-hidden className="size-4 text-accent" />
        Nothing needs your decision.
      </p>
    );
  }
  return (
    <Card aria-labelledby="decisions-title">
      <CardHeader
        id="decisions-title"
        title={
          <>
            Needs your decision{" "}
            <span className="ml-1 rounded-full bg-warn-soft px-1.5 py-0.5 text-xs text-warn tabular-nums">
              {decisionCount}
            </span>
          </>
        }
        {...(decisionCount > decisions.length ? { description: `The ${decisions.length} most urgent ones.` } : {})}
      />
      <ul className="divide-y border-t">
        {decisions.map((decision) => (
          <Decision key={decision.id} decision={decision} now={now} />
        ))}
      </ul>
    </Card>
  );
}

function Decision({ decision, now }: { readonly decision: DecisionView; readonly now: string }) {
  const { title, reason, due, amount, action, href } = decision;
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p dir="auto" className="truncate text-left text-sm font-medium" title={title}>
          {title}
        </p>
        <p className="text-sm text-ink-muted">
          {reason}
          {due !== null && ` ${dueText(due, now)}`}
        </p>
      </div>
      <Money value={amount} className="text-sm font-medium" />
      <Link
        href={href}
        aria-label={`${action}: ${title}`}
        className={buttonVariants({ variant: "secondary", className: "ml-auto" })}
      >
        {action}
        <ArrowRight aria-hidden />
      </Link>
    </li>
  );
}

function dueText({ what, at }: NonNullable<DecisionView["due"]>, now: string): string {
  return at <= now ? `${what} any moment now.` : `${what} ${formatDue(at, now)}.`;
}
