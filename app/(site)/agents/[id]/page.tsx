import type { Metadata } from "next";
import { AgentPage } from "@/components/market/agent-page";
import { single } from "../../../view";
import { loadAgentPage } from "../../market";

interface AgentRouteProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const metadata: Metadata = { title: "Agent" };

export default async function AgentRoute({ params, searchParams }: AgentRouteProps) {
  const [{ id }, { reviews }] = await Promise.all([params, searchParams]);
  return <AgentPage view={await loadAgentPage(id, single(reviews))} />;
}
