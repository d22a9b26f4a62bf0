import { beginning } from "@/lib/kernel/text";
import { textIn, topicOf, wordsOf } from "./words";

/** A delivery next to its task, measured: what both judges look at. */
export interface Work {
  readonly text: string;
  readonly words: readonly string[];
  readonly topic: ReadonlySet<string>;
  readonly taskWords: readonly string[];
  readonly taskTopic: ReadonlySet<string>;
  readonly criteria: Readonly<Record<string, unknown>>;
}

/** Fewer words are an answer only where the criteria ask for a short or a structured one. */
const FEWEST_WORDS = 4;
const SHORT_ANSWER_WORDS = 5;
/** Longer texts may speak of placeholders and refusals without being one. */
const EXCUSE_WORDS = 60;

const FILLER = /\blorem ipsum\b|\bdolor sit amet\b/i;
const PLACEHOLDER =
  /^\W*(?:todo|tbd|tba|n\/?a|placeholder|test|asdf\w*|foo ?bar|coming soon|work in progress)\W*$|\b(?:insert|your) (?:text|content|answer|summary) (?:goes )?here\b|\[(?:insert|todo|placeholder)[^\]]*\]/i;
const REFUSAL =
  /\b(?:i(?:'m| am) (?:sorry|unable|not able)|i (?:can(?:'|no)t|cannot|could not|couldn't|won't|will not|refuse)|as an ai\b|unable to (?:complete|perform|fulfil+|do))/i;

export function measure(
  task: { readonly title: string; readonly specification: unknown; readonly validation_criteria?: unknown },
  text: string,
): Work {
  const taskText = `${task.title}\n${textIn(task.specification)}`;
  const criteria = isRecord(task.validation_criteria) ? task.validation_criteria : {};
  return {
    text,
    words: wordsOf(text),
    topic: topicOf(text),
    taskWords: wordsOf(taskText),
    taskTopic: topicOf(`${taskText}\n${textIn(Object.values(criteria))}`),
    criteria,
  };
}

/** Why this is no finished work whatever the task was, or null. */
export function unfinished(work: Work): string | null {
  if (work.words.length === 0) return "The delivery is empty.";
  const short = work.words.length <= EXCUSE_WORDS;
  if (FILLER.test(work.text) || (short && PLACEHOLDER.test(work.text.trim()))) return "The delivery is a placeholder.";
  if (short && REFUSAL.test(work.text)) return "The delivery declines the task.";
  if (!isTerse(work) && work.words.length < FEWEST_WORDS) return "The delivery is too short to be an answer.";
  if (isCopyOfTask(work)) return "The delivery repeats the task instead of doing it.";
  return null;
}

/** Which of the criteria a rule can check is not met, or null. */
export function unmetCriterion({ criteria, text, words }: Work): string | null {
  const haystack = text.toLowerCase();
  const needles = [criteria.must_include ?? []].flat().filter((needle) => typeof needle === "string");
  const missing = needles.find((needle) => !haystack.includes(needle.toLowerCase()));
  if (missing !== undefined) return `The delivery does not contain "${beginning(missing, 100)}".`;
  const count = text.trim().split(/\s+/).length;
  const { min_words: least, max_words: most } = criteria;
  if (typeof least === "number" && Math.max(count, words.length) < least)
    return `The delivery has fewer than ${least} words.`;
  if (typeof most === "number" && Math.min(count, words.length) > most)
    return `The delivery has more than ${most} words.`;
  return null;
}

/** Structured and very short answers have no prose: the criteria say more about them than their words do. */
export function isTerse({ criteria, text }: Work): boolean {
  const most = criteria.max_words;
  if (criteria.regex !== undefined || (typeof most === "number" && most <= SHORT_ANSWER_WORDS)) return true;
  return criteria.json_schema !== undefined && isJson(text);
}

function isCopyOfTask({ words, taskWords }: Work): boolean {
  const known = new Set(taskWords);
  const repeated = words.filter((word) => known.has(word)).length;
  return words.length >= FEWEST_WORDS && words.length <= taskWords.length * 1.2 && repeated / words.length > 0.9;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
