import type { Metadata } from "next";
import { cache } from "react";
import { isolated } from "@/components/format/isolated";
import { AgentPage } from "@/components/market/agent-page";
import { single } from "../../../view";
import { loadAgentPage } from "../../market";

interface AgentRouteProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** Of one request: the page and its title read the same. */
const load = cache(loadAgentPage);

export async function generateMetadata({ params, searchParams }: AgentRouteProps): Promise<Metadata> {
  const [{ id }, { reviews }] = await Promise.all([params, searchParams]);
  const { agent } = await load(id, single(reviews));
  return { title: isolated(agent.name), ...(agent.description !== null && { description: agent.description }) };
}

export default async function AgentRoute({ params, searchParams }: AgentRouteProps) {
  const [{ id }, { reviews }] = await Promise.all([params, searchParams]);
  return <AgentPage view={await load(id, single(reviews))} />;
}
