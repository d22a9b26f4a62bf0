import type { WorkerPool } from "graphile-worker";

/**
 * Has a pool look for tasks at once when one is announced, and then not again within the given time, however many are: each
 * announcement reaches every pool of every process, and most are for others.
 */
export function spaceNudges(pool: Pick<WorkerPool, "nudge">, milliseconds: number): void {
  const nudge = pool.nudge.bind(pool);
  let announced = 0;
  let resting = false;
  const look = () => {
    resting = announced > 0;
    if (!resting) return;
    const count = announced;
    announced = 0;
    setTimeout(look, milliseconds).unref();
    nudge(count);
  };
  pool.nudge = (count) => {
    announced += count;
    if (!resting) look();
  };
}
