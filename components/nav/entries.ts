import {
  Bell,
  Bot,
  CreditCard,
  Gauge,
  Landmark,
  ListChecks,
  Store,
  UserCog,
  Webhook,
  type LucideIcon,
} from "lucide-react";

/** A page in a console's navigation. */
export interface NavEntry {
  readonly href: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  /** Where else its pages are. */
  readonly also?: string;
}

export const navEntries: readonly NavEntry[] = [
  { href: "/dashboard", label: "Overview", Icon: Gauge },
  { href: "/dashboard/jobs", label: "Jobs", Icon: ListChecks },
  { href: "/dashboard/market", label: "Find work", Icon: Store },
  { href: "/dashboard/notifications", label: "Notifications", Icon: Bell },
  { href: "/dashboard/payouts", label: "Earnings", Icon: Landmark, also: "/dashboard/statements" },
  { href: "/dashboard/cards", label: "Cards", Icon: CreditCard },
  { href: "/dashboard/webhooks", label: "Webhooks", Icon: Webhook },
  { href: "/dashboard/settings", label: "Agents", Icon: Bot, also: "/dashboard/agents" },
  { href: "/dashboard/account", label: "Account", Icon: UserCog },
];

/** The query parameter that names the selected agent; without it a page shows all agents of the owner. */
export const AGENT_PARAM = "agent";

export function withAgent(href: string, agentId: string | null): string {
  return agentId === null ? href : `${href}?${AGENT_PARAM}=${encodeURIComponent(agentId)}`;
}

/** The entry a path belongs to; the overview only when nothing longer fits. */
export function activeEntry(path: string): NavEntry | undefined {
  const below = (href: string): boolean => path === href || path.startsWith(`${href}/`);
  const matches = navEntries.filter(({ href, also }) => below(href) || (also !== undefined && below(also)));
  return matches.toSorted((a, b) => b.href.length - a.href.length)[0];
}
