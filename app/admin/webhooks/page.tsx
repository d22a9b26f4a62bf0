import { WebhooksPage } from "@/components/admin/webhooks-page";
import type { AdminParams } from "../list";
import { enableEndpoint } from "./actions";
import { loadWebhooks } from "./load";
import { titled } from "../operator";

export const generateMetadata = titled("Webhooks");

export default async function AdminWebhooksRoute(props: AdminParams) {
  return <WebhooksPage view={await loadWebhooks(props)} enable={enableEndpoint} />;
}
