import { expect, test } from "vitest";
import { sample } from "./sample";

const file = (name: string, text: string) => ({ name, text });

test("leaves what fits as it is, and names files only where there are several", () => {
  expect(sample([file("a.txt", "All of it.")], 100)).toEqual({ text: "All of it.", partial: false });
  expect(sample([file("a.txt", "One."), file("b.txt", "Two.")], 100)).toEqual({
    text: "--- a.txt ---\nOne.\n\n--- b.txt ---\nTwo.",
    partial: false,
  });
});

test("shows the beginning, the middle and the end of a long text, and how much is left out", () => {
  const text = `BEGIN${"a".repeat(4_000)}MIDDLE${"b".repeat(4_000)}END`;
  const { text: shown, partial } = sample([file("a.txt", text)], 1_000);
  expect(partial).toBe(true);
  for (const part of [/^BEGIN/, /MIDDLE/, /END$/]) expect(shown).toMatch(part);
  const gaps = [...shown.matchAll(/\[… (\d+) characters left out …\]/g)].map(([, count]) => Number(count));
  expect(gaps).toHaveLength(2);
  expect(gaps.reduce((sum, gap) => sum + gap, 1_000)).toBe(text.length);
});

test("gives each of several files the same room, and what a short one leaves to the long ones", () => {
  const { text } = sample(
    [file("long", "x".repeat(9_000)), file("short", "brief"), file("other", "y".repeat(9_000))],
    1_005,
  );
  expect([text.match(/x/g)?.length, text.match(/y/g)?.length, text.includes("brief")]).toEqual([500, 500, true]);
});

test("never cuts a character in two", () => {
  const { text } = sample([file("a", "😀".repeat(900))], 301);
  expect(text.isWellFormed()).toBe(true);
});
