import { shared } from "./words";
import { isTerse, unfinished, unmetCriterion, type Work } from "./work";

export interface RuleVerdict {
  readonly passed: boolean;
  readonly confidence: number;
  readonly reasoning: string;
}

/** What a pass is worth at least (decisions 12), and at most: rules are never certain. */
const LEAST_PASS = 0.82;
const SURE_PASS = 0.97;
/** With fewer topic words than this a task does not say in words what its result looks like. */
const FEWEST_TOPIC_WORDS = 3;

/** The first judge: does the delivery speak of what the task speaks of? */
export function judgeByOverlap(work: Work): RuleVerdict {
  const fault = unfinished(work) ?? unmetCriterion(work);
  if (fault !== null) return fail(0.95, fault);
  const topics = work.taskTopic.size;
  if (isTerse(work)) return pass(0.5, "The delivery has the form that the criteria ask for.");
  if (topics < FEWEST_TOPIC_WORDS)
    return pass(0.2, "The task leaves the subject open and the delivery is finished text.");
  const hits = shared(work.taskTopic, work.topic);
  const needed = Math.max(1, Math.round(0.5 * Math.sqrt(topics) + 0.5));
  const found = `${hits} of the task's ${topics} key terms occur in the delivery`;
  if (hits < needed) return fail(hits === 0 ? 0.93 : 0.82, `The delivery is off the task's subject: ${found}.`);
  return pass(hits / topics / 0.6, `The delivery is on the task's subject: ${found}.`);
}

/** The second judge: is the delivery built like an answer? */
export function judgeByStructure(work: Work): RuleVerdict {
  const fault = unfinished(work) ?? unmetCriterion(work) ?? malformed(work);
  if (fault !== null) return fail(0.92, fault);
  const unrelated = work.taskTopic.size >= FEWEST_TOPIC_WORDS && shared(work.taskTopic, work.topic) === 0;
  if (unrelated && !isTerse(work)) return fail(0.85, "The delivery has nothing in common with the task.");
  return pass(
    work.words.length / 40,
    `The delivery is well-formed: ${work.words.length} words, finished and not repetitive.`,
  );
}

/** Gibberish and padding, or null. Structured answers and code are not held to the shape of prose. */
function malformed(work: Work): string | null {
  if (isTerse(work)) return null;
  const { words } = work;
  const wordlike = words.filter(
    (word) => word.length <= 24 && /[aeiouyаеиоуыэюя\p{N}]|[^\p{Script=Latin}]/iu.test(word),
  );
  if (wordlike.length / words.length < 0.6) return "The delivery does not consist of words.";
  const varied = new Set(words).size / Math.sqrt(words.length);
  if (words.length >= 8 && varied < 1) return "The delivery repeats the same few words.";
  return null;
}

/** `strength` from 0 to 1 (more counts as 1) spreads the confidence over its range. */
function pass(strength: number, reasoning: string): RuleVerdict {
  const confidence = LEAST_PASS + (SURE_PASS - LEAST_PASS) * Math.min(1, strength);
  return { passed: true, confidence: round(confidence), reasoning };
}

function fail(confidence: number, reasoning: string): RuleVerdict {
  return { passed: false, confidence, reasoning };
}

export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
