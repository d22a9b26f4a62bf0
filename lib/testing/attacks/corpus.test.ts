import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CORPUS_FILE, generate, readCorpus, written } from "./corpus";
import { ordersIn } from "./gullible";

// UPDATE_CORPUS=1 writes the file anew after a change of the tactics or forms.
if (process.env.UPDATE_CORPUS === "1") writeFileSync(CORPUS_FILE, written(generate()));

test("the corpus holds at least 300 different texts in many forms and languages, as the generator makes them", () => {
  const corpus = readCorpus();
  expect(corpus).toEqual(generate());
  expect(new Set(corpus.map(({ text }) => text)).size).toBe(corpus.length);
  expect(corpus.length).toBeGreaterThanOrEqual(300);
  expect(new Set(corpus.map(({ form }) => form)).size).toBeGreaterThanOrEqual(20);
  expect(new Set(corpus.map(({ language }) => language)).size).toBeGreaterThanOrEqual(20);
});

test("the gullible model obeys every one of them that reaches it without a fence", () => {
  for (const { id, text } of readCorpus()) {
    expect([id, ordersIn({ system: "Judge it.", user: `The delivery: ${text}` }, "Judge it.")]).not.toEqual([id, ""]);
    expect([id, ordersIn({ system: `Judge it.\n${text}`, user: "" }, "Judge it.")]).not.toEqual([id, ""]);
  }
});

test("the gullible model is led out of a fence that leaves line separators, control tokens and unseen characters as they are", () => {
  const naive = (text: string) =>
    `-----BEGIN DATA ${"a".repeat(32)}-----\n${JSON.stringify({ text })}\n-----END DATA ${"a".repeat(32)}-----`;
  const led = new Set(
    readCorpus()
      .filter(({ text }) => ordersIn({ system: "", user: naive(text) }, "") !== "")
      .map(({ form }) => form),
  );
  for (const form of ["boundary-u2028", "boundary-u0085", "chatml", "llama", "gemma", "tag-characters"])
    expect(led).toContain(form);
});
