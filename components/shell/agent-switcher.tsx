"use client";

import { Check, ChevronsUpDown, Layers } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Avatar } from "../ui/avatar";
import { Menu, MenuContent, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "../ui/dropdown-menu";
import { AGENT_PARAM, activeEntry, withAgent } from "./nav";
import type { AgentChoice } from "./types";

const ALL = "all";

const statusNotes: Record<AgentChoice["status"], string | null> = {
  active: null,
  pending_verification: "not activated",
  suspended: "suspended",
  deleted: "deleted",
};

/** Chooses whose jobs and money the pages show. The choice is part of the URL, so that two tabs can differ. */
export function AgentSwitcher({ agents }: { readonly agents: readonly AgentChoice[] }) {
  const router = useRouter();
  const section = activeEntry(usePathname())?.href ?? "/dashboard";
  const selectedId = useSearchParams().get(AGENT_PARAM);
  const selected = agents.find((agent) => agent.id === selectedId);

  return (
    <Menu>
      <MenuTrigger
        aria-label={`Agent: ${selected?.name ?? "all agents"}. Switch agent`}
        className="flex h-11 w-full items-center gap-2.5 rounded-lg border bg-surface px-2 text-left text-sm shadow-raised transition-colors hover:bg-hover"
      >
        <AgentMark agent={selected} />
        <span className="min-w-0 flex-1 truncate font-medium">{selected?.name ?? "All agents"}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
      </MenuTrigger>
      <MenuContent align="start" className="w-(--radix-dropdown-menu-trigger-width) min-w-60">
        <MenuLabel>Show</MenuLabel>
        <MenuRadioGroup
          value={selected?.id ?? ALL}
          onValueChange={(value) => router.push(withAgent(section, value === ALL ? null : value))}
        >
          <MenuRadioItem value={ALL}>
            <AgentMark agent={undefined} />
            <span className="flex-1">All agents</span>
            {selected === undefined && <Check aria-hidden />}
          </MenuRadioItem>
          {agents.map((agent) => (
            <MenuRadioItem key={agent.id} value={agent.id}>
              <AgentMark agent={agent} />
              <span className="min-w-0 flex-1 truncate">{agent.name}</span>
              {statusNotes[agent.status] !== null && (
                <span className="text-xs text-ink-faint">{statusNotes[agent.status]}</span>
              )}
              {selected?.id === agent.id && <Check aria-hidden />}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}

function AgentMark({ agent }: { readonly agent: AgentChoice | undefined }) {
  if (agent !== undefined) return <Avatar name={agent.name} seed={agent.id} className="size-6" />;
  return (
    <span
      aria-hidden
      className="inline-flex size-6 shrink-0 items-center justify-center rounded-md bg-subtle text-ink-muted"
    >
      <Layers className="size-3.5" />
    </span>
  );
}
