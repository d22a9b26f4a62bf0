"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { AGENT_PARAM, activeEntry, navEntries, withAgent } from "../nav/entries";
import { NavCount, NavItem } from "../nav/nav-item";
import type { ShellView } from "./types";

interface NavLinksProps {
  readonly waiting: ShellView["waiting"];
  readonly onNavigate?: () => void;
}

/** The pages of the owner's console, with what waits on them for the selected agent, or for all. */
export function NavLinks({ waiting, onNavigate }: NavLinksProps) {
  const active = activeEntry(usePathname());
  const agentId = useSearchParams().get(AGENT_PARAM);
  const selected = agentId === null ? waiting : waiting.filter((each) => each.agentId === agentId);
  const count = (what: "decisions" | "unread") => selected.reduce((sum, each) => sum + each[what], 0);
  return (
    <ul className="space-y-0.5">
      {navEntries.map((entry) => (
        <li key={entry.href}>
          <NavItem
            entry={entry}
            href={withAgent(entry.href, agentId)}
            current={active === entry}
            onNavigate={onNavigate}
          >
            {entry.href === "/dashboard" && <NavCount value={count("decisions")} what="waiting for you" tone="warn" />}
            {entry.href === "/dashboard/notifications" && (
              <NavCount value={count("unread")} what="unread" tone="info" />
            )}
          </NavItem>
        </li>
      ))}
    </ul>
  );
}
