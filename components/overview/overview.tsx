import Link from "next/link";
import type { ReactNode } from "react";
import { isolated } from "../format/isolated";
import { Money, formatMoney } from "../format/money";
import { buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { CodeBlock } from "../ui/copyable";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Activity } from "./activity";
import { registerCommand } from "./commands";
import { Decisions } from "./decisions";
import { Limits } from "./limits";
import { Setup } from "./setup";
import type { OverviewView } from "./types";
import { Weeks } from "./weeks";

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
          <Decisions view={view} />
          <Setup items={view.setup} />
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

function Figures({ view }: { readonly view: OverviewView }) {
  const jobs = (count: number) => (count === 1 ? "1 job" : `${count} jobs`);
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-line shadow-raised xl:grid-cols-4">
      <Figure label="On hold" value={<Money value={view.held} />}>
        {view.heldJobs === 0 ? "Nothing is on hold on your cards" : `On your cards, for ${jobs(view.heldJobs)}`}
      </Figure>
      <Figure label="Held by Stripe" value={<Money value={view.inFlight} />}>
        {view.inFlightJobs === 0 ? "No work is underway" : `Charged, not yet released, for ${jobs(view.inFlightJobs)}`}
      </Figure>
      <Figure label="Spent this month" value={<Money value={view.spentThisMonth} />}>
        <Limits view={view} />
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
