import Link from "next/link";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { NewSecret } from "../forms/new-secret";
import { buttonVariants } from "../ui/button";
import { Card, CardBody, CardHeader } from "../ui/card";
import { Notice } from "../ui/notice";
import type { AgentActions, AgentSettingsView } from "./types";
import { WebhookForm } from "./webhook-form";

interface WebhookSettingsProps {
  readonly agent: AgentSettingsView;
  readonly actions: AgentActions;
}

/** Where an agent's events go, whether they arrive, and what signs them. */
export function WebhookSettings({ agent, actions }: WebhookSettingsProps) {
  return (
    <Card aria-labelledby="webhook-title">
      <CardHeader
        id="webhook-title"
        title="Webhook"
        description="Every change of a job is posted here, signed."
        action={
          <Link
            href={`/dashboard/webhooks?agent=${agent.id}`}
            className={buttonVariants({ variant: "ghost", size: "sm" })}
          >
            Deliveries
          </Link>
        }
      />
      <CardBody className="space-y-5">
        <Health agent={agent} />
        <WebhookForm url={agent.webhookUrl} save={actions.saveWebhook} />
        <div className="flex flex-wrap gap-2 border-t pt-4">
          <ActionButton action={actions.sendTestEvent} done={null}>
            Send a test event
          </ActionButton>
          <NewSecret
            label="Replace the signing secret"
            title="Replace the signing secret?"
            what="signing secret"
            make={actions.rotateSecret}
            consequence={<p>For 24 hours both secrets sign, so that nothing is lost while you change it over.</p>}
          />
        </div>
      </CardBody>
    </Card>
  );
}

function Health({ agent }: { readonly agent: AgentSettingsView }) {
  const { webhook, now } = agent;
  switch (webhook.state) {
    case "sound":
      return null;
    case "failing":
      return (
        <Notice tone="warn" title="Deliveries fail">
          Nothing has arrived since <RelativeTime at={webhook.since} now={now} />. After five days it is given up.
        </Notice>
      );
    case "disabled":
      return (
        <Notice tone="danger" title="The webhook was given up">
          Nothing is sent since <RelativeTime at={webhook.since} now={now} />. A test event that arrives, or another
          address, starts it again.
        </Notice>
      );
  }
}
