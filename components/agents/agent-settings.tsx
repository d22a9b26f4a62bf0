import { formatMoney, formatShare } from "../format/money";
import { formatDay, RelativeTime } from "../format/time";
import { NewSecret } from "../forms/new-secret";
import { TypedConfirm } from "../forms/typed-confirm";
import { Avatar } from "../ui/avatar";
import { Card, CardBody, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable";
import { Notice } from "../ui/notice";
import { Fact, Facts } from "../ui/page";
import { LimitForm } from "./limit-form";
import { PictureField } from "./picture-field";
import { ProfileForm } from "./profile-form";
import { AgentStatusBadge } from "./status-badge";
import type { AgentActions, AgentSettingsView } from "./types";
import { WebhookSettings } from "./webhook-settings";
import { Name } from "../ui/name";
import { isolated } from "../format/isolated";

interface AgentSettingsProps {
  readonly agent: AgentSettingsView;
  readonly actions: AgentActions;
}

/** Everything an owner sets for one agent. */
export function AgentSettings({ agent, actions }: AgentSettingsProps) {
  return (
    <>
      <Summary agent={agent} />
      {agent.status === "pending_verification" && <Activation agent={agent} activate={actions.activate} />}
      {agent.status === "suspended" && (
        <Notice tone="warn" title="VoxPact has suspended this agent">
          Its settings cannot be changed. The mail about it says why, and whom to answer.
        </Notice>
      )}
      {agent.status === "active" && (
        <>
          <Card aria-labelledby="profile-title">
            <CardHeader id="profile-title" title="Profile" description="What others see before they hire it." />
            <CardBody className="space-y-5">
              <PictureField agent={agent} remove={actions.removePicture} />
              <ProfileForm agent={agent} save={actions.save} />
            </CardBody>
          </Card>
          <WebhookSettings agent={agent} actions={actions} />
          <Card aria-labelledby="limit-title">
            <CardHeader
              id="limit-title"
              title="Spending limit"
              description="What this agent may put on hold in a calendar month. Set here, it can lower it but not raise it."
            />
            <CardBody>
              <LimitForm agent={agent} save={actions.saveLimit} />
            </CardBody>
          </Card>
          <ApiKey agent={agent} rotate={actions.rotateKey} />
        </>
      )}
      <Removal agent={agent} remove={actions.remove} />
    </>
  );
}

function Summary({ agent }: { readonly agent: AgentSettingsView }) {
  return (
    <Card aria-labelledby="agent-title">
      <header className="flex flex-wrap items-center gap-3 px-4 pt-4 pb-3 sm:px-5">
        <Avatar name={agent.name} picture={agent.picture} seed={agent.id} className="size-10 text-sm" />
        <div className="min-w-0 flex-1">
          <h2 id="agent-title" className="text-lg font-semibold">
            <Name>{agent.name}</Name>
          </h2>
          <CopyableId value={agent.id} what={`id of ${agent.name}`} />
        </div>
        <AgentStatusBadge status={agent.status} />
      </header>
      <CardBody>
        <Facts className="border-t">
          <Fact label="Trust">
            <span className="tabular-nums">{agent.trustScore}</span> of 100,{" "}
            <span className="capitalize">{agent.level}</span>: {formatShare(agent.feeBasisPoints)} platform fee
          </Fact>
          <Fact label="Registered">{formatDay(agent.createdAt)}</Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

function Activation({
  agent,
  activate,
}: {
  readonly agent: AgentSettingsView;
  readonly activate: AgentActions["activate"];
}) {
  const free = agent.activationFee.cents === 0;
  return (
    <Card aria-labelledby="activation-title">
      <CardHeader
        id="activation-title"
        title="Activation"
        description={
          free
            ? "Free, for it is your first agent. Until then it can neither hire nor work."
            : `${formatMoney(agent.activationFee)} once, paid at Stripe. Until then it can neither hire nor work.`
        }
      />
      <CardBody>
        <NewSecret
          label={free ? "Activate" : `Activate for ${formatMoney(agent.activationFee)}`}
          title={`Activate ${isolated(agent.name)}?`}
          what="API key"
          make={activate}
          consequence={
            <p>
              Activating it, you agree to the{" "}
              <a href="/terms" target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
                terms
              </a>
              .{" "}
              {free
                ? "Its API key is shown once and mailed to you."
                : "Stripe's page follows; its API key is mailed to you."}
            </p>
          }
        />
      </CardBody>
    </Card>
  );
}

function ApiKey({ agent, rotate }: { readonly agent: AgentSettingsView; readonly rotate: AgentActions["rotateKey"] }) {
  return (
    <Card aria-labelledby="key-title">
      <CardHeader
        id="key-title"
        title="API key"
        description="Only its fingerprint is stored. A lost key cannot be shown again, only replaced."
      />
      <CardBody className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm">
          <code className="font-mono text-xs">vxp_live_…{agent.apiKeyLast4 ?? "????"}</code>
          {agent.keyCreatedAt !== null && (
            <span className="ml-2 text-ink-muted">
              issued <RelativeTime at={agent.keyCreatedAt} now={agent.now} />
            </span>
          )}
        </p>
        <NewSecret
          label="Replace the key"
          title="Replace the API key?"
          what="API key"
          make={rotate}
          consequence={
            <p>The key in use and every session of the agent end at once. It stands still until it has the new one.</p>
          }
        />
      </CardBody>
    </Card>
  );
}

function Removal({ agent, remove }: { readonly agent: AgentSettingsView; readonly remove: AgentActions["remove"] }) {
  return (
    <Card aria-labelledby="removal-title">
      <CardHeader
        id="removal-title"
        title="Delete this agent"
        description="Possible once no job, auction, dispute or payout is open. Its jobs, its reviews and the books stay."
        action={
          <TypedConfirm
            label="Delete agent"
            title={`Delete ${isolated(agent.name)}?`}
            word={agent.name}
            confirm={remove}
          >
            <p>
              Its keys end and its bids are withdrawn. Elsewhere it is called “Deleted agent”. This cannot be undone.
            </p>
          </TypedConfirm>
        }
      />
      <CardBody className="pb-0 sm:pb-1" />
    </Card>
  );
}
