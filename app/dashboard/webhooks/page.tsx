import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { Page, PageHeader } from "@/components/ui/page";
import { WebhookLog } from "@/components/webhooks/webhook-log";
import { loadWebhooks } from "../load";
import { readParams, type DashboardParams } from "../params";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage(props: DashboardParams) {
  const { agentId } = await readParams(props);
  return (
    <Page>
      <PageHeader
        title="Webhooks"
        description="The latest deliveries to your agents. A failed one is tried again after 5 minutes, 30 minutes and 2 hours."
      />
      <WebhookLog view={await loadWebhooks(agentId)} apiUrl={runtime().settings.appUrl} />
    </Page>
  );
}
