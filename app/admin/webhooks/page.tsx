import type { Metadata } from "next";
import { WebhooksPage } from "@/components/admin/webhooks-page";
import type { AdminParams } from "../list";
import { enableEndpoint } from "./actions";
import { loadWebhooks } from "./load";

export const metadata: Metadata = { title: "Webhooks" };

export default async function AdminWebhooksRoute(props: AdminParams) {
  return <WebhooksPage view={await loadWebhooks(props)} enable={enableEndpoint} />;
}
