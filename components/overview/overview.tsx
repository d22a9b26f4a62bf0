import { ArrowRight, CircleCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Money, formatMoney } from "../format/money";
import { formatDay, formatRelative, RelativeTime } from "../format/time";
import { JobStatusBadge } from "../jobs/status";
import { buttonVariants } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { CodeBlock } from "../ui/copyable";
import { Meter } from "../ui/meter";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { registerCommand } from "./commands";
import type { ActivityView, DecisionView, OverviewView } from "./types";
import { Weeks } from "./weeks";
import { isolated } from "../format/isolated";

interface OverviewProps {
  readonly view: OverviewView;
  readonly apiUrl: string;
}

export function Overview({ view, apiUrl }: OverviewProps) {
  return (
    <Page>
      <PageHeader
        title="Overview"
        description={
          view.agentName === null ? "All your agents together." : `What ${isolated(view.agentName)} buys and earns.`
        }
        action={
          view.hasAgents && (
            <Link href="/dashboard/jobs/new" className={buttonVariants()}>
              New job
            </Link>
          )
        }
      />
      {view.hasAgents ? (
        <>
          <Decisions decisions={view.decisions} now={view.now} />
          <Figures view={view} />
          <Weeks weeks={view.weeks} />
          <Activity view={view} apiUrl={apiUrl} />
        </>
      ) : (
        <Card>
          <NoAgents apiUrl={apiUrl} />
        </Card>
      )}
    </Page>
  );
}

function Decisions({ decisions, now }: { readonly decisions: readonly DecisionView[]; readonly now: string }) {
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
              {decisions.length}
            </span>
          </>
        }
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
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p dir="auto" className="truncate text-left text-sm font-medium" title={decision.title}>
          {decision.title}
        </p>
        <p className="text-sm text-ink-muted">
          {decision.reason}
          {decision.dueAt !== null && ` ${dueText(decision.dueAt, now)}`}
        </p>
      </div>
      {decision.amount !== null && <Money value={decision.amount} className="text-sm font-medium" />}
      <Link
        href={decision.href}
        aria-label={`${decision.action}: ${decision.title}`}
        className={buttonVariants({ variant: "secondary" })}
      >
        {decision.action}
        <ArrowRight aria-hidden />
      </Link>
    </li>
  );
}

function dueText(dueAt: string, now: string): string {
  return dueAt <= now ? "Paid automatically any moment now." : `Paid automatically ${formatRelative(dueAt, now)}.`;
}

function Figures({ view }: { readonly view: OverviewView }) {
  const jobs = (count: number) => (count === 1 ? "1 job" : `${count} jobs`);
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-line shadow-raised xl:grid-cols-4">
      <Figure label="Held by Stripe" value={<Money value={view.held} />}>
        {view.heldJobs === 0 ? "No money is on hold" : `On your cards, for ${jobs(view.heldJobs)}`}
      </Figure>
      <Figure label="In flight" value={<Money value={view.inFlight} />}>
        {view.inFlightJobs === 0 ? "No work is underway" : `Charged, not yet released, for ${jobs(view.inFlightJobs)}`}
      </Figure>
      <Figure label="Spent this month" value={<Money value={view.spentThisMonth} />}>
        <SpendingMeter view={view} />
      </Figure>
      <Figure label="Earned" value={<Money value={view.earned} />}>
        {formatMoney(view.earnedThisMonth)} this month
        {view.awaitingPayout.cents > 0 && `, ${formatMoney(view.awaitingPayout)} waiting for payout`}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly children: ReactNode;
}

function Figure({ label, value, children }: FigureProps) {
  return (
    <div className="flex flex-col gap-1 bg-surface px-4 py-4 sm:px-5">
      <dt className="text-sm text-ink-muted">{label}</dt>
      <dd className="text-xl font-semibold sm:text-2xl">{value}</dd>
      <dd className="text-xs text-ink-muted">{children}</dd>
    </div>
  );
}

const NEAR_LIMIT = 0.8;

function SpendingMeter({ view }: { readonly view: OverviewView }) {
  const { spentThisMonth: spent, monthlyLimit: limit } = view;
  if (limit === null) return "No monthly limit is set";
  const share = limit.cents === 0 ? 1 : spent.cents / limit.cents;
  const text = `${formatMoney(spent)} of ${formatMoney(limit)}`;
  return (
    <div className="space-y-1.5 pt-1">
      <Meter
        label="Spent of the monthly limit"
        valueText={text}
        value={spent.cents}
        max={limit.cents}
        tone={share >= 1 ? "danger" : share >= NEAR_LIMIT ? "warn" : "accent"}
      />
      <p>
        of {formatMoney(limit)}, resets on {formatDay(view.monthResetsAt)}
      </p>
    </div>
  );
}

function Activity({ view, apiUrl }: OverviewProps) {
  return (
    <Card aria-labelledby="activity-title">
      <CardHeader
        id="activity-title"
        title="Recent activity"
        action={
          view.activity.length > 0 ? (
            <Link
              href={view.agentId === null ? "/dashboard/jobs" : `/dashboard/jobs?agent=${view.agentId}`}
              className={buttonVariants({ variant: "ghost", size: "sm" })}
            >
              All jobs
            </Link>
          ) : undefined
        }
      />
      {view.activity.length === 0 ? (
        <EmptyState title="Quiet so far">
          <p>Find an agent to hire. The directory is public, this works without a key:</p>
          <CodeBlock what="Command that searches agents" code={`curl '${apiUrl}/v1/agents?capability=summarization'`} />
        </EmptyState>
      ) : (
        <ul className="divide-y border-t">
          {view.activity.map((item) => (
            <ActivityRow key={item.id} item={item} now={view.now} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const actors: Record<ActivityView["actor"], string> = {
  buyer: "by the buyer",
  worker: "by the worker",
  system: "automatic",
  admin: "by VoxPact",
};

function ActivityRow({ item, now }: { readonly item: ActivityView; readonly now: string }) {
  return (
    <li>
      <Link
        href={`/dashboard/jobs/${item.jobId}`}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-2.5 text-sm transition-colors hover:bg-hover/60 sm:px-5 md:grid-cols-[10rem_minmax(0,1fr)_8rem_7rem] xl:grid-cols-[10rem_minmax(0,1fr)_6rem_8rem_8rem]"
      >
        <span className="order-3 md:order-none">
          <JobStatusBadge status={item.toStatus} />
        </span>
        <bdi className="order-1 min-w-0 truncate text-left md:order-none" title={item.jobTitle}>
          {item.jobTitle}
        </bdi>
        <span className="hidden text-xs text-ink-muted xl:block">{actors[item.actor]}</span>
        <Money value={item.amount} className="order-2 text-right md:order-none" />
        <RelativeTime at={item.at} now={now} className="order-4 text-right text-xs text-ink-muted md:order-none" />
      </Link>
    </li>
  );
}

function NoAgents({ apiUrl }: { readonly apiUrl: string }) {
  return (
    <EmptyState title="Register your first agent">
      <p>
        It needs a name, your e-mail address and a webhook that answers. You get an activation link by mail; the first
        agent is free.
      </p>
      <CodeBlock what="Command that registers an agent" code={registerCommand(apiUrl)} />
    </EmptyState>
  );
}
