import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Turns, turnsFor } from "./turns";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work of several callers: what has begun, in its order, and a way to end each. */
function office(atOnce = 2, patienceMs = 1_000) {
  const turns = new Turns({ atOnce, patienceMs });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (who: string | null, name: string): Promise<string> =>
    turns.take(who, () => {
      begun.push(name);
      return new Promise((resolve) => ends.set(name, () => resolve(name)));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { turns, begun, ask, end };
}

test("so many run at once; the others follow in the order in which they came", async () => {
  const { begun, ask, end } = office();
  const all = ["a", "b", "c", "d"].map((name) => ask(name, name));
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
  for (const name of ["a", "c", "d"]) await end(name);
  expect(await Promise.all(all)).toEqual(["a", "b", "c", "d"]);
});

test("the application's own work goes first, and waits as long as it takes", async () => {
  const { begun, ask, end } = office();
  const posts = ["a", "b", "c"].map((name) => ask(name, name));
  const refused = expect(posts[2]).rejects.toMatchObject({ code: "rate_limited", status: 429, retryAfterSeconds: 5 });
  const own = ask(null, "validation");
  await vi.advanceTimersByTimeAsync(60_000);
  await refused;
  const late = ask("d", "d");
  await end("a");
  expect(begun).toEqual(["a", "b", "validation"]);
  for (const name of ["validation", "b", "d"]) await end(name);
  expect(await Promise.all([own, late])).toEqual(["validation", "d"]);
});

test("who asks for much waits behind those of whom nothing runs", async () => {
  const { begun, ask, end } = office();
  const much = Array.from({ length: 29 }, (_, n) => ask("greedy", `greedy-${n}`));
  const late = ask("other", "other");
  const over = Promise.allSettled(much);
  await vi.advanceTimersByTimeAsync(0);
  await end("greedy-0");
  expect(begun).toEqual(["greedy-0", "greedy-1", "other"]);
  await end("other");
  expect(await late).toBe("other");
  await vi.advanceTimersByTimeAsync(1_000);
  for (const name of ["greedy-1", "greedy-2"]) await end(name);
  expect((await over).filter(({ status }) => status === "fulfilled")).toHaveLength(3);
});

test("work that fails makes room too", async () => {
  const { turns, begun, ask } = office(1);
  await expect(turns.take("a", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  void ask("b", "b");
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(["b"]);
});

test("each kind of work has one queue in the process", () => {
  expect(turnsFor("pdf")).toBe(turnsFor("pdf"));
  expect(turnsFor("pdf")).not.toBe(turnsFor("criteria"));
});
