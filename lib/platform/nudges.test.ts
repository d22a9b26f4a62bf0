import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { spaceNudges } from "./nudges";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function spaced() {
  const looks: number[] = [];
  const pool = { nudge: (count: number) => void looks.push(count) };
  spaceNudges(pool, 20);
  return { looks, pool };
}

test("the first announcement after a rest is followed at once", () => {
  const { looks, pool } = spaced();
  pool.nudge(1);
  expect(looks).toEqual([1]);
  vi.advanceTimersByTime(100);
  pool.nudge(2);
  expect(looks).toEqual([1, 2]);
});

test("those that come meanwhile are followed together, and none is forgotten", () => {
  const { looks, pool } = spaced();
  pool.nudge(1);
  for (let i = 0; i < 10; i += 1) pool.nudge(1);
  expect(looks).toEqual([1]);
  vi.advanceTimersByTime(20);
  expect(looks).toEqual([1, 10]);
  vi.advanceTimersByTime(100);
  expect(looks).toEqual([1, 10]);
});
