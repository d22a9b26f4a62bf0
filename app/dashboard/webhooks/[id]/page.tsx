import type { Metadata } from "next";
import { DeliveryPage } from "@/components/webhooks/delivery-page";
import { redeliver } from "../actions";
import { loadDelivery } from "../load";

export const metadata: Metadata = { title: "Webhook delivery" };

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function DeliveryRoute({ params }: Props) {
  const { id } = await params;
  return <DeliveryPage delivery={await loadDelivery(id)} redeliver={redeliver.bind(null, id)} />;
}
