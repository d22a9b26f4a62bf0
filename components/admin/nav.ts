import { Banknote, Bot, Cog, Gavel, ListChecks, ScrollText, Webhook } from "lucide-react";
import type { NavEntry } from "../nav/entries";

export const adminEntries: readonly NavEntry[] = [
  { href: "/admin", label: "Reviews", Icon: Gavel, also: "/admin/disputes" },
  { href: "/admin/jobs", label: "Jobs", Icon: ListChecks },
  { href: "/admin/people", label: "Agents and owners", Icon: Bot, also: "/admin/owners" },
  { href: "/admin/money", label: "Money", Icon: Banknote },
  { href: "/admin/webhooks", label: "Webhooks", Icon: Webhook },
  { href: "/admin/tasks", label: "Background jobs", Icon: Cog },
  { href: "/admin/audit", label: "Audit log", Icon: ScrollText },
];

const under = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** Whether a path belongs to an entry; the queue is the start page, and does not claim what lies under the others. */
export function belongs(path: string, { href, also }: NavEntry): boolean {
  if (also !== undefined && under(path, also)) return true;
  return href === "/admin" ? path === href : under(path, href);
}
