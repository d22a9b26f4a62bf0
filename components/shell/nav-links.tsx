"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { cn } from "../ui/cn";
import { AGENT_PARAM, activeEntry, navEntries, withAgent } from "../nav/entries";
import type { ShellView } from "./types";

interface NavLinksProps {
  readonly counts: Pick<ShellView, "decisions" | "unread">;
  readonly onNavigate?: () => void;
}

export function NavLinks({ counts, onNavigate }: NavLinksProps) {
  const active = activeEntry(usePathname());
  const agentId = useSearchParams().get(AGENT_PARAM);
  return (
    <ul className="space-y-0.5">
      {navEntries.map((entry) => {
        const { href, label, Icon } = entry;
        const current = active === entry;
        return (
          <li key={href}>
            <Link
              href={withAgent(href, agentId)}
              {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
              aria-current={current ? "page" : undefined}
              className={cn(
                "flex h-9 items-center gap-2.5 rounded-md px-2.5 text-sm transition-colors lg:h-8",
                current ? "bg-hover font-medium text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
              )}
            >
              <Icon aria-hidden className={cn("size-4", current ? "text-accent" : "text-ink-faint")} />
              {label}
              {href === "/dashboard" && <Count value={counts.decisions} what="waiting for you" tone="warn" />}
              {href === "/dashboard/notifications" && <Count value={counts.unread} what="unread" tone="info" />}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const MOST = 99;
const tones = { warn: "bg-warn-soft text-warn", info: "bg-info-soft text-info" } as const;

interface CountProps {
  readonly value: number;
  readonly what: string;
  readonly tone: keyof typeof tones;
}

function Count({ value, what, tone }: CountProps) {
  if (value === 0) return null;
  return (
    <span className={cn("ml-auto rounded-full px-1.5 text-xs font-medium tabular-nums", tones[tone])}>
      {value > MOST ? `${MOST}+` : value}
      <span className="sr-only"> {what}</span>
    </span>
  );
}
