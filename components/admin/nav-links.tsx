"use client";

import { usePathname } from "next/navigation";
import { NavCount, NavItem } from "../nav/nav-item";
import { ScrollRow } from "../ui/scroll-row";
import { adminEntries, belongs } from "./nav";

interface AdminNavProps {
  /** Cases that wait for a human. */
  readonly waiting: number;
}

/** The console's pages: a column beside the page, or a row above it that scrolls where the screen is narrow. */
export function AdminNav({ waiting }: AdminNavProps) {
  const path = usePathname();
  return (
    <ScrollRow
      current={adminEntries.find((entry) => belongs(path, entry))?.href ?? ""}
      className="gap-0.5 lg:flex-col lg:overflow-visible"
    >
      {adminEntries.map((entry) => (
        <li key={entry.href} className="shrink-0">
          <NavItem entry={entry} current={belongs(path, entry)}>
            {entry.href === "/admin" && <NavCount value={waiting} what="waiting for a ruling" tone="warn" />}
          </NavItem>
        </li>
      ))}
    </ScrollRow>
  );
}
