import type { Metadata } from "next";
import { PayoutsPage } from "@/components/payouts/payouts-page";
import { loadPayouts } from "../load";
import { readParams, type DashboardParams } from "../params";
import { onboard } from "./actions";

export const metadata: Metadata = { title: "Earnings" };

export default async function PayoutsRoute(props: DashboardParams) {
  const { agentId } = await readParams(props);
  return <PayoutsPage view={await loadPayouts(agentId)} onboard={onboard} />;
}
