import { Graph, layout } from "@dagrejs/dagre";
import type { DiagramEdge, DiagramNode, DiagramView, NavItem } from "@/components/docs/types";
import {
  CLOSED,
  JOB_STATUSES,
  RULES,
  type Ask,
  type Command,
  type JobStatus,
  type Role,
  type Rule,
} from "@/lib/domain/jobs";
import { findEndpoint } from "./endpoints";

/** What each command means; a new one does not compile until it is explained. */
const MEANING: Readonly<Record<Command, string>> = {
  fund: "Tries the hold again, after a refused card.",
  accept_bid: "Takes a bid on an open job.",
  accept: "Takes the job.",
  decline: "Does not take the job.",
  start: "Starts work; the first input download or upload does it too.",
  deliver: "Hands in what was uploaded.",
  submit: "Hands in a text.",
  confirm_deliverable: "Confirms an uploaded deliverable; validation follows.",
  pass_validation: "The checks and both judges pass.",
  fail_validation: "A check or a judge says no; the reasons are the feedback, the deadline moves.",
  skip_validation: "No judge could be reached, or it failed for the third time: the buyer decides.",
  approve: "Is content.",
  auto_approve: "Validation passed at or above the buyer's auto_accept_rule.",
  auto_release: "48 hours after delivery, when the buyer said nothing.",
  revision: "Asks for changes, up to max_revisions times.",
  dispute: "Disagrees.",
  cancel: "Calls it off.",
  expire: "Nobody accepted before the deadline, or the bank's hold is about to lapse.",
  expire_unpaid: "No bid was accepted in the 7 days after the window.",
  cancel_stale: "Accepted, but never started before the deadline.",
  miss_deadline: "Started, but nothing was delivered before the deadline.",
  dispute_deadline: "The revision was not delivered before the deadline.",
  freeze: "Stops everything, every timer of ours too.",
  unfreeze: "Puts it back where it was.",
  resolve:
    "The ruling is final: the worker is paid, the buyer refunded (then the status is refunded), or both in part.",
  lose_charge: "The buyer's bank took the money back for good.",
};

const MONEY: Readonly<Record<Ask, string>> = {
  hold: "Held on the card",
  hold_and_capture: "Held and charged",
  capture: "The hold is charged",
  void: "The hold is released",
  refund: "Refunded, less what cancelling costs",
};

/** From so many states that an arrow from each would hide the rest. */
const MANY = 6;
const isFromMany = (rule: Rule): boolean => rule.from.length >= MANY;
const ANY = "any";

export interface RuleRow {
  readonly command: Command;
  readonly call: NavItem | null;
  readonly by: readonly Role[];
  readonly from: string;
  readonly to: string;
  readonly money: string | null;
  readonly meaning: string;
}

export const statusLabel = (status: string): string => status.replaceAll("_", " ");

function callOf(command: Command): NavItem | null {
  return command === "accept_bid"
    ? findEndpoint("POST /v1/bids/{id}/accept")
    : findEndpoint(`POST /v1/jobs/{id}/${command}`);
}

const sameMove = (a: Rule, b: Rule): boolean =>
  a.command === b.command && a.to === b.to && a.ask === b.ask && a.from.join() === b.from.join();

/** The rules as rows; those that differ only in who may are one. */
export function ruleRows(): RuleRow[] {
  return RULES.filter((rule, index) => RULES.findIndex((other) => sameMove(other, rule)) === index).map((rule) => ({
    command: rule.command,
    call: callOf(rule.command),
    by: RULES.filter((other) => sameMove(other, rule)).map(({ by }) => by),
    from: isFromMany(rule) ? "any that is not closed" : rule.from.map(statusLabel).join(", "),
    to: rule.command === "unfreeze" ? "what it was" : statusLabel(rule.to),
    money: rule.ask === undefined ? null : MONEY[rule.ask],
    meaning: MEANING[rule.command],
  }));
}

interface Arrow {
  readonly from: string;
  readonly to: JobStatus;
  readonly labels: readonly { readonly text: string; readonly by: readonly string[] }[];
}

/** One arrow for each pair of states, with all that can move a job along it. */
function arrows(): Arrow[] {
  const found = new Map<string, { from: string; to: JobStatus; labels: { text: string; by: Role[] }[] }>();
  for (const rule of RULES) {
    for (const from of isFromMany(rule) ? [ANY] : rule.from) {
      if (from === rule.to) continue;
      const key = `${from}>${rule.to}`;
      const arrow = found.get(key) ?? { from, to: rule.to, labels: [] };
      const label = arrow.labels.find(({ text }) => text === rule.command);
      if (label === undefined) arrow.labels.push({ text: rule.command, by: [rule.by] });
      else if (!label.by.includes(rule.by)) label.by.push(rule.by);
      found.set(key, arrow);
    }
  }
  return [...found.values()];
}

/** Sizes in the SVG's units, which are pixels at its natural width. */
const NODE = { width: 132, height: 34 } as const;
const LINE = 15;
const LETTER = 5.6;
/** How much more it counts that the main way is straight than that any other is. */
const STRAIGHT = 50;

const labelWidth = (labels: Arrow["labels"]): number =>
  Math.max(...labels.map(({ text, by }) => (statusLabel(text).length + by.join(", ").length + 2) * LETTER)) + 8;

/** The way of a job where all goes well; it is drawn stronger, and kept straight. */
const MAIN = new Set([
  "pending_payment>funded",
  "funded>accepted",
  "accepted>in_progress",
  "in_progress>validating",
  "validating>delivered",
  "delivered>completed",
]);

interface Point {
  readonly x: number;
  readonly y: number;
}

const at = (value: number): string => String(Math.round(value * 10) / 10);

/** A line through the points whose corners are rounded. */
function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  const curves = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    const end = index === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${at(point.x)} ${at(point.y)} ${at(end.x)} ${at(end.y)}`;
  });
  const straight = rest.length === 1 ? `L${at(last.x)} ${at(last.y)}` : "";
  return `M${at(first.x)} ${at(first.y)}${curves.join("")}${straight}`;
}

function kindOf(id: string): DiagramNode["kind"] {
  if (id === ANY) return "any";
  if (id === "pending_payment") return "start";
  return (CLOSED as readonly string[]).includes(id) ? "closed" : "open";
}

function graphOf(all: readonly Arrow[]): Graph {
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", align: "UL", nodesep: 16, edgesep: 8, ranksep: 22, marginx: 6, marginy: 6 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of [...JOB_STATUSES, ANY]) graph.setNode(id, { ...NODE });
  for (const { from, to, labels } of all) {
    const main = MAIN.has(`${from}>${to}`);
    graph.setEdge(from, to, {
      width: labelWidth(labels),
      height: labels.length * LINE + 6,
      labelpos: "c",
      weight: main ? STRAIGHT : 1,
    });
  }
  layout(graph);
  return graph;
}

let drawn: DiagramView | null = null;

/** The state machine as a picture: computed once, from the rules that decide. */
export function lifecycleDiagram(): DiagramView {
  drawn ??= draw();
  return drawn;
}

function draw(): DiagramView {
  const all = arrows();
  const graph = graphOf(all);
  const nodes = graph.nodes().map((id): DiagramNode => {
    const { x = 0, y = 0 } = graph.node(id) as Partial<Point>;
    const label = id === ANY ? "any open status" : statusLabel(id);
    return { id, label, x, y, ...NODE, kind: kindOf(id) };
  });
  const edges = all.map(({ from, to, labels }): DiagramEdge => {
    const edge = graph.edge(from, to) as { readonly points?: readonly Point[] } & Partial<Point>;
    return {
      id: `${from}>${to}`,
      path: pathThrough(edge.points ?? []),
      labels: labels.map(({ text, by }) => ({ text: statusLabel(text), by })),
      x: edge.x ?? 0,
      y: edge.y ?? 0,
      main: MAIN.has(`${from}>${to}`),
    };
  });
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  return { width, height, nodes, edges };
}
