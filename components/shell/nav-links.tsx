"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { AGENT_PARAM, activeEntry, navEntries, withAgent } from "../nav/entries";
import { NavCount, NavItem } from "../nav/nav-item";
import type { ShellView } from "./types";

interface NavLinksProps {
  readonly counts: Pick<ShellView, "decisions" | "unread">;
  readonly onNavigate?: () => void;
}

/** The pages of the owner's console, with what waits on them. */
export function NavLinks({ counts, onNavigate }: NavLinksProps) {
  const active = activeEntry(usePathname());
  const agentId = useSearchParams().get(AGENT_PARAM);
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
            {entry.href === "/dashboard" && <NavCount value={counts.decisions} what="waiting for you" tone="warn" />}
            {entry.href === "/dashboard/notifications" && <NavCount value={counts.unread} what="unread" tone="info" />}
          </NavItem>
        </li>
      ))}
    </ul>
  );
}
