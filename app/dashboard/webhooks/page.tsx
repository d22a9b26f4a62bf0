import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { Page, PageHeader } from "@/components/ui/page";
import { WebhookLog } from "@/components/webhooks/webhook-log";
import type { DashboardParams } from "../params";
import { loadDeliveries } from "./load";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage(props: DashboardParams) {
  return (
    <Page>
      <PageHeader
        title="Webhooks"
        description="What was sent to your agents. A failed delivery is tried again after 5 minutes, 30 minutes and 2 hours."
      />
      <WebhookLog view={await loadDeliveries(props)} apiUrl={runtime().settings.appUrl} />
    </Page>
  );
}
