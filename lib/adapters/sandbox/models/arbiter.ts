import type { RulingKind } from "@/lib/kernel/statuses";
import { judgeByOverlap, round } from "./judges";
import { shared, textIn, topicOf, wordsOf } from "./words";
import { measure } from "./work";

export interface Dispute {
  readonly task: { readonly title: string; readonly specification: unknown };
  readonly dispute: { readonly opened_by: "buyer" | "worker"; readonly reason: string };
  readonly validation: { readonly passed: boolean; readonly confidence: number } | null;
  readonly evidence: readonly { readonly by: "buyer" | "worker"; readonly content: string }[];
  readonly delivery: { readonly text: string } | null;
}

export interface RuleRuling {
  readonly ruling: RulingKind;
  readonly worker_share: number | null;
  readonly confidence: number;
  readonly reasoning: string;
}

interface Point {
  readonly side: "buyer" | "worker";
  readonly weight: number;
  readonly why: string;
}

const MOST_EVIDENCE_COUNTED = 2;
const FEWEST_EVIDENCE_WORDS = 5;
/** From this part of the points on a side has won; between the two sides' marks the price is split. */
const CLEAR_MAJORITY = 0.75;

/** Weighs what speaks for either side: the delivery, its validation, and evidence that is about the case. */
export function arbitrateByRules(dispute: Dispute): RuleRuling {
  const points = [...deliveryPoints(dispute), ...validationPoints(dispute), ...evidencePoints(dispute)];
  const weightOf = (side: Point["side"]) => points.filter((p) => p.side === side).reduce((sum, p) => sum + p.weight, 0);
  const [worker, buyer] = [weightOf("worker"), weightOf("buyer")];
  // The delivery alone always gives somebody points.
  const share = worker / (worker + buyer);
  const reasoning = points.map(({ side, why }) => `For the ${side}: ${why}`).join(" ");
  const lead = Math.max(share, 1 - share);
  if (lead >= CLEAR_MAJORITY) {
    const confidence = round(0.8 + 0.6 * (lead - CLEAR_MAJORITY));
    return { ruling: share > 0.5 ? "worker_wins" : "buyer_wins", worker_share: null, confidence, reasoning };
  }
  // The nearer to an even split, the surer that it is one; close to a majority a person should look.
  const confidence = round(0.6 + (CLEAR_MAJORITY - lead));
  return { ruling: "split", worker_share: round(share), confidence, reasoning };
}

function deliveryPoints({ task, delivery }: Dispute): Point[] {
  if (delivery === null || delivery.text.trim() === "")
    return [{ side: "buyer", weight: 3, why: "nothing was delivered." }];
  const { passed, reasoning } = judgeByOverlap(measure(task, delivery.text));
  return [passed ? { side: "worker", weight: 1, why: reasoning } : { side: "buyer", weight: 1.5, why: reasoning }];
}

function validationPoints({ validation }: Dispute): Point[] {
  if (validation === null) return [];
  const weight = 2 * validation.confidence;
  return [
    validation.passed
      ? { side: "worker", weight, why: "the delivery passed validation." }
      : { side: "buyer", weight, why: "the delivery failed validation." },
  ];
}

/** A statement counts when it is about this case; repeating it many times does not count more. */
function evidencePoints({ task, dispute, delivery, evidence }: Dispute): Point[] {
  const subject = topicOf([task.title, textIn(task.specification), dispute.reason, delivery?.text ?? ""].join("\n"));
  const counts = ({ content }: Dispute["evidence"][number]) =>
    wordsOf(content).length >= FEWEST_EVIDENCE_WORDS && shared(subject, topicOf(content)) > 0;
  return (["buyer", "worker"] as const).flatMap((side) => {
    const relevant = new Set(evidence.filter((item) => item.by === side && counts(item)).map((item) => item.content));
    const counted = Math.min(relevant.size, MOST_EVIDENCE_COUNTED);
    const pieces = relevant.size === 1 ? "1 relevant piece" : `${relevant.size} relevant pieces`;
    return counted === 0 ? [] : [{ side, weight: 0.75 * counted, why: `${pieces} of evidence.` }];
  });
}
