import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { Overview } from "@/components/overview/overview";
import { loadOverview } from "./load";
import { readParams, type DashboardParams } from "./params";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage(props: DashboardParams) {
  const { agentId } = await readParams(props);
  return <Overview view={await loadOverview(agentId)} apiUrl={runtime().settings.appUrl} />;
}
