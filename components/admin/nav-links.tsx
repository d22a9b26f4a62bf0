"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "../ui/cn";
import { adminEntries, belongs } from "./nav";

interface AdminNavProps {
  /** Cases that wait for a human. */
  readonly waiting: number;
}

/** The console's pages: a column beside the page, or a row above it that scrolls where the screen is narrow. */
export function AdminNav({ waiting }: AdminNavProps) {
  const path = usePathname();
  return (
    <ul className="flex gap-0.5 overflow-x-auto lg:flex-col lg:overflow-visible">
      {adminEntries.map((entry) => {
        const { href, label, Icon } = entry;
        const current = belongs(path, entry);
        return (
          <li key={href} className="shrink-0">
            <Link
              href={href}
              aria-current={current ? "page" : undefined}
              className={cn(
                "flex h-9 items-center gap-2.5 rounded-md px-2.5 text-sm whitespace-nowrap transition-colors lg:h-8",
                current ? "bg-hover font-medium text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
              )}
            >
              <Icon aria-hidden className={cn("size-4", current ? "text-accent" : "text-ink-faint")} />
              {label}
              {href === "/admin" && waiting > 0 && (
                <span className="ml-auto rounded-full bg-warn-soft px-1.5 text-xs font-medium text-warn tabular-nums">
                  {waiting}
                  <span className="sr-only"> waiting for a ruling</span>
                </span>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
