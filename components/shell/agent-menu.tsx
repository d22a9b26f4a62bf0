"use client";

import { Check } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import type { AgentStatus } from "@/lib/kernel/statuses";
import { Menu, MenuContent, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "../ui/dropdown-menu";
import type { WithTrigger } from "../ui/on-demand";
import { AgentMark } from "./agent-mark";
import type { AgentMenuProps } from "./types";
import { activeEntry, withAgent } from "../nav/entries";

const ALL = "all";

const statusNotes: Record<AgentStatus, string | null> = {
  active: null,
  pending_verification: "not activated",
  suspended: "suspended",
  deleted: "deleted",
};

/** The agent switcher once it was opened. */
export function AgentMenu({ agents, selected, trigger }: AgentMenuProps & WithTrigger) {
  const router = useRouter();
  const section = activeEntry(usePathname())?.href ?? "/dashboard";
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
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
