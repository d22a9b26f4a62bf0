import type { AgentChoice } from "../agents/types";
import { navEntries, withAgent } from "../nav/entries";
import type { Command, Entry, Found, Group } from "./types";

export interface Doing {
  readonly go: (href: string) => void;
  /** Presses a button of the page. */
  readonly press: (command: Command) => void;
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

/** An entry's key is part of its element's id, which has no spaces. */
const entry = (label: string, note: string | null, run: () => void, key = label.replaceAll(" ", "-")): Entry => ({
  key,
  label,
  note,
  run,
});

function actions(doing: Doing): Entry[] {
  const list: readonly (readonly [label: string, run: () => void])[] = [
    ["Post a job", () => doing.go("/dashboard/jobs/new")],
    ["Approve deliveries", () => doing.go("/dashboard/jobs?status=delivered&side=buyer")],
    ["Answer bids", () => doing.go("/dashboard/jobs?status=open&side=buyer")],
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
  return list.map(([label, run]) => entry(label, null, run));
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

const MOST_AGENTS = 6;

/**
 * What can be chosen for a text: what the page itself offers, pages and actions, whose names one knows, come before what was
 * found; last the way to all jobs that were.
 */
export function groupsFor(
  text: string,
  found: Found,
  known: { readonly agents: readonly AgentChoice[]; readonly commands: readonly Command[] },
  doing: Doing,
): readonly Group[] {
  const goTo = (label: string, note: string | null, href: string) => entry(label, note, () => doing.go(href), href);
  const here = known.commands.map((command) => entry(command.label, null, () => doing.press(command)));
  const own = known.agents.filter(({ id, name }) => fits(text, name, id)).slice(0, MOST_AGENTS);
  const words = text.trim();
  const everything = `/dashboard/jobs?q=${encodeURIComponent(words)}`;
  const groups = [
    { title: "This job", entries: here.filter(({ label }) => fits(text, label)) },
    {
      title: "Pages",
      entries: pages.filter(({ label }) => fits(text, label)).map(({ href, label }) => goTo(label, null, href)),
    },
    { title: "Actions", entries: actions(doing).filter(({ label }) => fits(text, label)) },
    {
      title: "Your agents",
      entries: own.map(({ id, name }) => goTo(name, "Show this agent", withAgent("/dashboard", id))),
    },
    {
      title: "Jobs",
      entries: [
        ...found.jobs.map(({ id, title, state }) => goTo(title, state, `/dashboard/jobs/${id}`)),
        ...(words === "" ? [] : [goTo(`Search all jobs for “${words}”`, null, everything)]),
      ],
    },
    { title: "Agents", entries: found.agents.map(({ id, name }) => goTo(name, "Public profile", `/agents/${id}`)) },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}
