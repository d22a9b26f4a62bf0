/** How many trades a way of trading does in a second. */
export interface Contender {
  readonly name: string;
  /** One trade of this lane; lanes run side by side, each with a pair of its own. */
  readonly trade: (lane: number) => Promise<void>;
}

export interface Figure {
  readonly name: string;
  readonly concurrency: number;
  /** Median of the runs. */
  readonly perSecond: number;
  /** Of all trades of all runs, in milliseconds. */
  readonly median: number;
  readonly p95: number;
}

interface Run {
  readonly perSecond: number;
  readonly times: readonly number[];
}

async function run(trade: Contender["trade"], concurrency: number, trades: number): Promise<Run> {
  const times: number[] = [];
  const began = performance.now();
  let left = trades;
  const lane = async (number: number): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const started = performance.now();
      await trade(number);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, number) => lane(number)));
  return { perSecond: (trades * 1_000) / (performance.now() - began), times };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The contenders take turns, so that whatever else the machine does hits all of them alike. */
export async function compare(
  contenders: readonly Contender[],
  options: { readonly concurrency: number; readonly trades: number; readonly warmUp: number; readonly runs: number },
): Promise<readonly Figure[]> {
  const runs = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]));
  for (const { trade } of contenders) await run(trade, options.concurrency, options.warmUp);
  for (let round = 0; round < options.runs; round += 1) {
    for (const { name, trade } of contenders)
      runs.get(name)?.push(await run(trade, options.concurrency, options.trades));
  }
  return contenders.map(({ name }) => {
    const mine = runs.get(name) ?? [];
    const times = mine.flatMap((one) => one.times);
    return {
      name,
      concurrency: options.concurrency,
      perSecond: quantile(
        mine.map(({ perSecond }) => perSecond),
        0.5,
      ),
      median: quantile(times, 0.5),
      p95: quantile(times, 0.95),
    };
  });
}
