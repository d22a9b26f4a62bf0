"use client";

import { useSearchParams } from "next/navigation";
import { lazy } from "react";
import { OnDemand } from "../ui/on-demand";
import { AgentTrigger, agentTriggerClass, agentTriggerLabel } from "./agent-trigger";
import { AGENT_PARAM } from "../nav/entries";
import type { AgentChoice } from "../agents/types";

const load = () => import("./agent-menu");
const AgentMenu = lazy(() => load().then((module) => ({ default: module.AgentMenu })));

/** Chooses whose jobs and money the pages show. The choice is part of the URL, so that two tabs can differ. */
export function AgentSwitcher({ agents }: { readonly agents: readonly AgentChoice[] }) {
  const selectedId = useSearchParams().get(AGENT_PARAM);
  const selected = agents.find((agent) => agent.id === selectedId);
  return (
    <OnDemand
      popup="menu"
      preload={load}
      trigger={{
        "aria-label": agentTriggerLabel(selected),
        className: agentTriggerClass,
        children: <AgentTrigger selected={selected} />,
      }}
    >
      <AgentMenu agents={agents} selected={selected} />
    </OnDemand>
  );
}
