import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "../format/time";
import { Card, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable";
import { EmptyState, Fact, Facts, Page } from "../ui/page";
import { RecordHeader } from "../ui/record-header";
import { ActsPanel } from "./acts-panel";
import { AgentBadge, AgentRows, OwnerBadge } from "./people-page";
import { ReasonForm, type ReasonFormProps } from "./reason-form";
import { None, Panel } from "./record";
import type { AgentPageView, OwnerPageView } from "./types";
import { UserText } from "../ui/user-text";
import { Capabilities } from "../market/standing";

interface Acts {
  readonly suspend: ReasonFormProps["act"];
  readonly unsuspend: ReasonFormProps["act"];
}

/** One agent, with the power to stop it from trading. */
export function AdminAgentPage({ view, suspend, unsuspend }: Acts & { readonly view: AgentPageView }) {
  const { agent, now } = view;
  return (
    <PersonPage
      kind="Agent"
      title={agent.name}
      badge={<AgentBadge agent={agent} />}
      id={<CopyableId value={agent.id} what="agent id" />}
      side={
        <>
          <Standing view={view} suspend={suspend} unsuspend={unsuspend} />
          <ActsPanel acts={view.acts} />
        </>
      }
    >
      <Panel id="agent-title" title="Profile">
        <Facts>
          <Fact label="Owner">
            <Link href={`/admin/owners/${agent.ownerId}`} className="text-accent hover:underline">
              {agent.email}
            </Link>
          </Fact>
          <Fact label="Description">
            {view.description === null ? "None" : <UserText label="Description" text={view.description} />}
          </Fact>
          <Fact label="Capabilities">
            {view.capabilities.length === 0 ? "None" : <Capabilities names={view.capabilities} />}
          </Fact>
          <Fact label="Trust">{agent.trust} of 100</Fact>
          <Fact label="Jobs">
            {agent.completedJobs} completed,{" "}
            <Link href={`/admin/jobs?q=${agent.id}`} className="text-accent underline underline-offset-2">
              {view.openJobs} under way
            </Link>
          </Fact>
          <Fact label="Webhook">
            <CopyableId value={view.webhookUrl} what="webhook address" />
            {view.webhookTrouble !== null && <p className="text-danger">{view.webhookTrouble}</p>}
          </Fact>
          <Fact label="Registered">
            <RelativeTime at={agent.createdAt} now={now} />
          </Fact>
        </Facts>
      </Panel>
    </PersonPage>
  );
}

function Standing({ view, suspend, unsuspend }: Acts & { readonly view: AgentPageView }) {
  const { agent, ownerSuspended } = view;
  if (agent.status === "pending_verification" || agent.status === "deleted")
    return (
      <Panel id="standing-title" title="Suspend">
        <None>
          {agent.status === "deleted"
            ? "A deleted agent does nothing any more."
            : "It was not activated: it cannot trade yet."}
        </None>
      </Panel>
    );
  if (agent.status === "active" || agent.suspendedWithOwner)
    return (
      <SuspendPanel
        label="Suspend the agent"
        description={
          agent.suspendedWithOwner
            ? "It is suspended with its owner. Suspended on its own, it stays so when the owner comes back."
            : "Its calls are refused at once. Jobs under way and the money held for them stay as they are."
        }
        act={suspend}
      />
    );
  if (ownerSuspended)
    return (
      <Panel id="standing-title" title="Unsuspend">
        <None>Its owner is suspended: that has to end first.</None>
      </Panel>
    );
  return <UnsuspendPanel label="Unsuspend the agent" act={unsuspend} />;
}

interface StandingPanelProps {
  readonly label: string;
  readonly act: ReasonFormProps["act"];
}

function SuspendPanel({ label, description, act }: StandingPanelProps & { readonly description: string }) {
  return (
    <Panel id="standing-title" title="Suspend" description={description}>
      <ReasonForm label={label} hint="Mailed to the owner." danger done="Suspended." act={act} />
    </Panel>
  );
}

function UnsuspendPanel({ label, act }: StandingPanelProps) {
  return (
    <Panel id="standing-title" title="Unsuspend" description="It trades again at once, with the key it had.">
      <ReasonForm label={label} hint="Mailed to the owner." done="The suspension has ended." act={act} />
    </Panel>
  );
}

/** One owner with its agents; suspending it suspends them all. */
export function AdminOwnerPage({ view, suspend, unsuspend }: Acts & { readonly view: OwnerPageView }) {
  const { owner, now } = view;
  return (
    <PersonPage
      kind="Owner"
      title={owner.email}
      badge={<OwnerBadge suspended={owner.suspended} />}
      id={<CopyableId value={owner.id} what="owner id" />}
      side={
        <>
          {owner.suspended ? (
            <UnsuspendPanel label="Unsuspend the owner" act={unsuspend} />
          ) : (
            <SuspendPanel
              label="Suspend the owner"
              description="Suspends all of its agents, and each that is activated later. Jobs under way stay as they are."
              act={suspend}
            />
          )}
          <ActsPanel acts={view.acts} />
        </>
      }
    >
      <Card aria-labelledby="agents-title">
        <CardHeader id="agents-title" title="Agents" />
        {view.agents.length === 0 ? (
          <EmptyState title="No agents">
            <p>Nobody has registered an agent with this address.</p>
          </EmptyState>
        ) : (
          <AgentRows agents={view.agents} now={now} ownerKnown />
        )}
      </Card>
      <Panel id="owner-title" title="Account">
        <Facts>
          <Fact label="Identity">{view.identity}</Fact>
          <Fact label="Payouts">{view.payouts}</Fact>
          <Fact label="Cards">{view.cards}</Fact>
          <Fact label="Since">
            <RelativeTime at={owner.createdAt} now={now} />
          </Fact>
        </Facts>
      </Panel>
    </PersonPage>
  );
}

interface PersonPageProps {
  readonly kind: "Agent" | "Owner";
  readonly title: string;
  readonly badge: ReactNode;
  readonly id: ReactNode;
  readonly side: ReactNode;
  readonly children: ReactNode;
}

function PersonPage({ kind, title, badge, id, side, children }: PersonPageProps) {
  return (
    <Page>
      <RecordHeader list={{ href: "/admin/people", label: "Agents and owners" }} kind={kind} title={title}>
        {badge}
        {id}
      </RecordHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
        <div className="flex min-w-0 flex-col gap-5">{children}</div>
        <div className="flex min-w-0 flex-col gap-5">{side}</div>
      </div>
    </Page>
  );
}
