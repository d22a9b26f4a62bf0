"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { cn } from "../ui/cn";
import { AGENT_PARAM, activeEntry, navEntries, withAgent } from "./nav";

interface NavLinksProps {
  readonly decisions: number;
  readonly onNavigate?: () => void;
}

export function NavLinks({ decisions, onNavigate }: NavLinksProps) {
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
              {href === "/dashboard" && decisions > 0 && (
                <span className="ml-auto rounded-full bg-warn-soft px-1.5 text-xs font-medium text-warn tabular-nums">
                  {decisions}
                  <span className="sr-only"> waiting for you</span>
                </span>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
