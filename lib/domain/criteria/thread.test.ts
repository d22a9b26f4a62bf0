import { expect, test, vi } from "vitest";
import { askThread } from "@/lib/platform/threads";
import { askInThread } from "./thread";

const threads = vi.hoisted(() => ({ started: 0, running: 0, most: 0 }));
vi.mock("@/lib/platform/threads", () => ({
  startThread: () => void (threads.started += 1),
  askThread: vi.fn(async () => {
    threads.running += 1;
    threads.most = Math.max(threads.most, threads.running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    threads.running -= 1;
    return { answer: null };
  }),
}));

test("of many postings at once two have a thread, and a validation has the next one", async () => {
  const schema = { type: "object" };
  const posts = Array.from({ length: 29 }, (_, n) => askInThread(`owner-${n}`, { schema }));
  const validation = askInThread(null, { criteria: { min_words: 1 }, text: "word" });
  expect(threads.started).toBeLessThanOrEqual(2);
  await validation;
  expect(threads.started).toBeLessThanOrEqual(5);
  await Promise.all(posts);
  expect([threads.most, threads.started]).toEqual([2, 30]);
  expect(vi.mocked(askThread)).toHaveBeenCalledTimes(30);
});
