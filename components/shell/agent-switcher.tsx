"use client";

import { ChevronsUpDown } from "lucide-react";
import { useSearchParams } from "next/navigation";
import type { AgentChoice } from "../agents/types";
import { AGENT_PARAM } from "../nav/entries";
import { OnDemand, popup } from "../ui/on-demand";
import { AgentMark } from "./agent-mark";
import type { AgentMenuProps } from "./types";

const menu = popup<AgentMenuProps>("menu", async () => (await import("./agent-menu")).AgentMenu);

/** Chooses whose jobs and money the pages show. The choice is part of the URL, so that two tabs can differ. */
export function AgentSwitcher({ agents }: { readonly agents: readonly AgentChoice[] }) {
  const selectedId = useSearchParams().get(AGENT_PARAM);
  const selected = agents.find((agent) => agent.id === selectedId);
  return (
    <OnDemand
      popup={menu}
      props={{ agents, selected }}
      trigger={{
        "aria-label": `Agent: ${selected?.name ?? "all agents"}. Switch agent`,
        className:
          "flex h-11 w-full items-center gap-2.5 rounded-lg border bg-surface px-2 text-left text-sm shadow-raised transition-colors hover:bg-hover",
        children: (
          <>
            <AgentMark agent={selected} />
            <span className="min-w-0 flex-1 truncate font-medium">{selected?.name ?? "All agents"}</span>
            <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
          </>
        ),
      }}
    />
  );
}
