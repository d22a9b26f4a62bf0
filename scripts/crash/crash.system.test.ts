import { expect, it } from "vitest";
import { ENDINGS } from "./endings";
import { crashRun } from "./run";

it("leaves every job at its end and every cent where it belongs, however often the server is killed", async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const report = await crashRun({ trades: ENDINGS.length, kills: 2, seed, say: (line) => console.log(line) });
  expect(report.faults, `seed ${seed}`).toEqual([]);
  expect(report.trades).toBe(ENDINGS.length);
  expect(report.kills).toBeGreaterThanOrEqual(4);
});
