import { quantile } from "../bench/measure";
import type { Sent } from "./market";
import type { Receivers } from "./receivers";

/** From commit to the first attempt at a sound receiver, in milliseconds. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly text: string;
}

export interface Report {
  readonly events: number;
  readonly kills: number;
  readonly attempts: number;
  /** Taken by the receiver more than once. */
  readonly duplicates: number;
  readonly calm: Figures;
  readonly stormy: Figures;
  readonly faults: readonly string[];
}

const MOST_LISTED = 10;

export function figuresOf(receivers: Receivers, sent: readonly Sent[]): Figures {
  const delays = sent
    .filter(({ manner }) => manner === "sound")
    .flatMap(({ id, committedAt }) => {
      const hit = receivers.hits.get(id);
      // The first attempt may begin before the commit's answer is here.
      return hit === undefined ? [] : [Math.max(0, hit.firstAt - committedAt)];
    });
  const [p50, p99, max] = [quantile(delays, 0.5), quantile(delays, 0.99), quantile(delays, 1)];
  const text = `from commit to the first attempt at a sound receiver p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)}, max ${max.toFixed(0)} ms`;
  return { p50, p99, max, text };
}

/** What must not be: events lost, out of order within a job, unsigned, or deliveries that nobody will finish. */
export function faultsOf(
  receivers: Receivers,
  sent: readonly Sent[],
  statuses: ReadonlyMap<string, number>,
): readonly string[] {
  const lost = sent.filter(({ id }) => (receivers.hits.get(id)?.taken ?? 0) === 0);
  const unfinished = [...statuses].filter(([status]) => status !== "delivered");
  return [
    ...lost.slice(0, MOST_LISTED).map(({ id, manner }) => `event ${id} never reached its ${manner} receiver`),
    ...(lost.length > MOST_LISTED ? [`… ${lost.length} lost in all`] : []),
    ...unfinished.map(([status, count]) => `${count} deliveries ended as ${status}`),
    ...(receivers.forged === 0 ? [] : [`${receivers.forged} requests were not signed as documented`]),
    ...disorder(receivers, sent),
  ];
}

function disorder(receivers: Receivers, sent: readonly Sent[]): readonly string[] {
  const sound = new Set(sent.filter(({ manner }) => manner === "sound").map(({ jobId }) => jobId));
  const broken = [...receivers.heard].filter(
    ([jobId, numbers]) => sound.has(jobId) && numbers.some((number, at) => at > 0 && number < (numbers[at - 1] ?? 0)),
  );
  return broken
    .slice(0, MOST_LISTED)
    .map(([jobId, numbers]) => `job ${jobId} was heard out of order: ${numbers.join(" ")}`);
}
