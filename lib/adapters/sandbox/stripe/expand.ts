import { statusAt } from "./resources/balance";
import type { Stored } from "./model";
import { invalid } from "./wire/failures";
import type { Work } from "./work";

type Tree = Map<string, Tree>;
type Node = Record<string, unknown>;

const MAX_EXPAND_DEPTH = 4;

/**
 * The answer with what `expand[]` asks for in place of ids. A name that no object at its place has is refused; in a list
 * of different kinds one of them having it is enough, as at Stripe.
 */
export async function expand(work: Work, answer: object, paths: readonly string[]): Promise<object> {
  // Stored objects must not be changed by what one caller wants to see of them.
  const shown = atTime(structuredClone(answer), work.now);
  await expandInto(work, [shown], treeOf(paths), "");
  return shown;
}

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = new Map();
  for (const path of paths) {
    const steps = path.split(".");
    if (steps.length > MAX_EXPAND_DEPTH) {
      throw invalid(`You cannot expand more than ${MAX_EXPAND_DEPTH} levels of a property: ${path}`, {
        param: "expand",
      });
    }
    let tree = root;
    for (const step of steps) {
      const next = tree.get(step) ?? new Map<string, Tree>();
      tree.set(step, next);
      tree = next;
    }
  }
  return root;
}

async function expandInto(work: Work, nodes: readonly Node[], tree: Tree, path: string): Promise<void> {
  if (nodes.length === 0) return;
  for (const [name, below] of tree) {
    const here = path === "" ? name : `${path}.${name}`;
    const holders = nodes.filter((node) => name in node);
    if (holders.length === 0) throw invalid(`This property cannot be expanded (${here}).`, { param: "expand" });
    await replaceIds(work, holders, name);
    await expandInto(
      work,
      holders.flatMap((holder) => nodesOf(holder[name])),
      below,
      here,
    );
  }
}

async function replaceIds(work: Work, holders: readonly Node[], name: string): Promise<void> {
  const ids = holders.map((holder) => holder[name]).filter((value): value is string => typeof value === "string");
  await work.read(ids);
  for (const holder of holders) {
    const id = holder[name];
    if (typeof id !== "string") continue;
    const stored = await work.findAny(id);
    if (stored !== null) holder[name] = show(stored, work.now);
  }
}

function nodesOf(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  return isNode(value) ? [value] : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(stored: Stored, now: number): Node {
  return atTime(structuredClone(stored.data), now);
}

/** Fields that follow from the time alone are not stored. */
function atTime(answer: object, now: number): Node {
  const node = answer as Node;
  const { object, available_on: availableOn, data } = node;
  if (object === "balance_transaction" && typeof availableOn === "number") node.status = statusAt(availableOn, now);
  if (object === "list") for (const item of nodesOf(data)) atTime(item, now);
  return node;
}
