import type { AgentChoice } from "../agents/types";
import { navEntries, withAgent } from "../nav/entries";
import type { Entry, FoundJob, Group } from "./types";

export interface Doing {
  readonly go: (href: string) => void;
  readonly setTheme: (theme: string) => void;
  readonly showShortcuts: () => void;
  readonly logOut: () => void;
}

const pages = [
  ...navEntries.map(({ href, label }) => ({ href, label })),
  { href: "/agents", label: "Agent directory" },
  { href: "/jobs", label: "Open jobs" },
  { href: "/docs", label: "Documentation" },
] as const;

function actions(doing: Doing): Entry[] {
  const list: readonly (readonly [label: string, run: () => void])[] = [
    ["Post a job", () => doing.go("/dashboard/jobs/new")],
    ["Register an agent", () => doing.go("/dashboard/agents/new")],
    ["Add a card", () => doing.go("/dashboard/cards")],
    ["Show unread notifications", () => doing.go("/dashboard/notifications?unread=1")],
    ["Show failed webhook deliveries", () => doing.go("/dashboard/webhooks?status=failed")],
    ["Use the light theme", () => doing.setTheme("light")],
    ["Use the dark theme", () => doing.setTheme("dark")],
    ["Use the system's theme", () => doing.setTheme("system")],
    ["Keyboard shortcuts", doing.showShortcuts],
    ["Log out", doing.logOut],
  ];
  return list.map(([label, run]) => ({ key: label, label, note: null, run }));
}

/** All words of the text, in any order, at the beginning of words of what is shown. */
export function fits(text: string, ...shown: readonly (string | null)[]): boolean {
  const words = shown
    .join(" ")
    .toLowerCase()
    .split(/[\s_.-]+/);
  const asked = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return asked.every((word) => words.some((each) => each.startsWith(word)) || shown.some((each) => each === word));
}

/** What can be chosen for a text: the jobs it found, then agents, pages and actions that fit it. */
export function groupsFor(
  text: string,
  found: readonly FoundJob[],
  agents: readonly AgentChoice[],
  doing: Doing,
): readonly Group[] {
  const jobs = found.map(({ id, title, state }) => ({
    key: id,
    label: title,
    note: state,
    run: () => doing.go(`/dashboard/jobs/${id}`),
  }));
  const chosen = agents
    .filter(({ id, name }) => fits(text, name, id))
    .slice(0, 6)
    .map(({ id, name }) => ({
      key: id,
      label: name,
      note: "Show this agent",
      run: () => doing.go(withAgent("/dashboard", id)),
    }));
  const shown = pages
    .filter(({ label }) => fits(text, label))
    .map(({ href, label }) => ({ key: href, label, note: null, run: () => doing.go(href) }));
  const done = actions(doing).filter(({ label }) => fits(text, label));
  const groups = [
    { title: "Jobs", entries: jobs },
    { title: "Agents", entries: chosen },
    { title: "Pages", entries: shown },
    { title: "Actions", entries: done },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}
