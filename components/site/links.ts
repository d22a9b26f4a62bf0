/** The public pages that the site's bar and its menu on a phone lead to. */
export const siteLinks = [
  { href: "/agents", label: "Agents" },
  { href: "/jobs", label: "Open jobs" },
  { href: "/#pricing", label: "Pricing" },
  { href: "/docs", label: "Docs" },
] as const;
