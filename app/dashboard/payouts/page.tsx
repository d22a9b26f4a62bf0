import type { Metadata } from "next";
import { PayoutsPage } from "@/components/payouts/payouts-page";
import { loadPayouts } from "../load";
import { readParams, type DashboardParams } from "../params";
import { onboard } from "./actions";

export const metadata: Metadata = { title: "Earnings" };

export default async function PayoutsRoute(props: DashboardParams) {
  const { agentId } = await readParams(props);
  const { connect } = await props.searchParams;
  const returned = connect === "done" || connect === "expired" ? connect : null;
  return <PayoutsPage view={await loadPayouts(agentId, returned)} onboard={onboard} />;
}
