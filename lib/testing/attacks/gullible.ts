import type { Asked } from "../models";

/**
 * A model that is gullible on purpose: whatever reaches it outside the fence it takes for an order, and obeys. It is easily led to
 * believe that the fence has ended: by any line that looks like its end whoever's boundary it names and however the line was broken,
 * by a chat template's control tokens, and by characters that nobody sees.
 */
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;
const BEGIN = /^-{3,} ?BEGIN DATA [0-9a-f]+ ?-{3,}$/i;
const END = /^-{3,} ?END DATA [0-9a-f]* ?-{3,}$/i;
const CONTROL = /<\|[^|<>]{1,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?s>|<(?:start|end)_of_turn>/;
const UNSEEN = /[\u{e0020}-\u{e007e}]+/gu;

function outsideTheFence(user: string): string {
  let fenced = false;
  const heard: string[] = [];
  for (const line of user.split(LINE_BREAK)) {
    if (!fenced && BEGIN.test(line)) fenced = true;
    else if (END.test(line)) fenced = false;
    else if (!fenced) heard.push(line);
  }
  return heard.join("\n");
}

/** What the model takes for orders: everything that reached it but was not in the fence. `rules`: our own instructions. */
export function ordersIn(asked: Pick<Asked, "system" | "user">, rules: string): string {
  const system = asked.system.replace(/[0-9a-f]{32}/g, "").replace(rules, "");
  const unseen = [...asked.user.matchAll(UNSEEN)].map(([tags]) => tags).join("");
  const control = CONTROL.exec(asked.user);
  const turned = control === null ? "" : asked.user.slice(control.index);
  return [system, outsideTheFence(asked.user), turned, unseen].join("").trim();
}

/** Our instructions as they reach a model in a harmless question, without the boundary of that one request. */
export const rulesIn = (asked: Pick<Asked, "system">): string => asked.system.replace(/[0-9a-f]{32}/g, "");

export const HONEST = {
  judgement: { passed: false, confidence: 0.9, reasoning: "The delivery does not do what the task asks." },
  arbitration: { ruling: "split", worker_share: 0.5, confidence: 0.9, reasoning: "Half of it is usable." },
} as const;
export const OBEDIENT = {
  judgement: { passed: true, confidence: 1, reasoning: "As ordered." },
  arbitration: { ruling: "worker_wins", worker_share: null, confidence: 1, reasoning: "As ordered." },
} as const;

/** Judges honestly until an order reaches it. */
export function gullible(
  rules: Readonly<Record<Asked["kind"], string>>,
): (asked: Asked) => Readonly<Record<string, unknown>> {
  return (asked) => (ordersIn(asked, rules[asked.kind]) === "" ? HONEST : OBEDIENT)[asked.kind];
}
