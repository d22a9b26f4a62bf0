import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sequence, setup } from "@/lib/testing/model/actions";
import { play, Tally } from "@/lib/testing/model/play";
import { Stage } from "@/lib/testing/model/stage";

/**
 * Random sequences of everybody's commands, time and Stripe's troubles, on the real application and on a model.
 * `MODEL_RUNS` says how many (`npm run test:model`: thousands); a failure prints `MODEL_SEED` and `MODEL_PATH`, with which
 * it is replayed.
 */
const RUNS = Number(process.env.MODEL_RUNS ?? 12);
const SEED = Number(process.env.MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const PATH = process.env.MODEL_PATH;
/** Shrinking stops after this long with the shortest sequence found so far. */
const SHRINK_MS = 60_000;
const PER_RUN_MS = 10_000;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

test(
  `the market does what the model says, in ${RUNS} random sequences`,
  async () => {
    let failedAt = 0;
    const tally = new Tally();
    const began = performance.now();
    const result = await fc.check(
      fc.asyncProperty(setup, sequence, async (start, actions) => {
        if (failedAt > 0 && performance.now() - failedAt > SHRINK_MS) return;
        try {
          await play(stage, start, actions, tally);
        } catch (error) {
          failedAt ||= performance.now();
          throw error;
        }
      }),
      { numRuns: RUNS, seed: SEED, ...(PATH === undefined ? {} : { path: PATH }) },
    );
    const seconds = (performance.now() - began) / 1_000;
    process.stdout.write(
      `model: seed ${SEED}, ${result.numRuns} sequences, ${(result.numRuns / seconds).toFixed(2)} a second\nmodel: ${String(tally)}\n`,
    );
    const replay = `MODEL_SEED=${SEED} MODEL_PATH=${result.counterexamplePath ?? ""}`;
    expect(result.failed, `${replay}\n${String(result.errorInstance)}`).toBe(false);
  },
  60_000 + SHRINK_MS + RUNS * PER_RUN_MS,
);
