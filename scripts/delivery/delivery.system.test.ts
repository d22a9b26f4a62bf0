import { expect, it } from "vitest";
import { deliveryRun } from "./run";

it("loses no event and keeps each job's order, whatever a third of the receivers do and however often the worker is killed", async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const say = (line: string) => console.log(line);
  const report = await deliveryRun({
    events: 420,
    receivers: 12,
    kills: 3,
    perSecond: 60,
    calm: 60,
    slowMs: 200,
    seed,
    say,
  });
  expect(report.faults, `seed ${seed}`).toEqual([]);
  expect([report.events, report.kills]).toEqual([12 + 60 + 420, 3]);
  // Each of the receivers that fail had to be asked twice at least once.
  expect(report.attempts).toBeGreaterThan(report.events);
});
