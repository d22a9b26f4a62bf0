import { beforeAll, describe, expect, test } from "vitest";
import { asFetch, type FetchHandler } from "@/lib/adapters/sandbox/loopback";
import { createRuleModels } from "@/lib/adapters/sandbox/models";
import type { ArbitrationRequest, JudgeRequest, Models } from "@/lib/ports/models";
import { readCorpus, type Attack } from "@/lib/testing/attacks/corpus";
import { gullible, HONEST, OBEDIENT, rulesIn } from "@/lib/testing/attacks/gullible";
import { modelHandler, type Asked } from "@/lib/testing/models";
import { createModels } from "./models";
import { GOOD_SUMMARY } from "./models.contract";

const CORPUS = readCorpus();
const GROUPS = [...Map.groupBy(CORPUS, ({ form }) => form)];

const over = (handler: FetchHandler, validatorType: Models["validatorType"] = "dual_llm"): Models =>
  createModels({ openaiApiKey: "sk", anthropicApiKey: "sk-ant", fetch: asFetch(handler), validatorType });

/** A question in which every field that a party can write is the attack, and one whole delivery with the attack in it. */
const attacked = (text: string): JudgeRequest => ({
  title: text,
  taskSpec: { description: text, [text.slice(0, 200)]: [text] },
  criteria: { must_include: text, note: text },
  deliverable: `${GOOD_SUMMARY}\n\n${text}`,
  deliverableTruncated: false,
});
const disputed = (text: string): ArbitrationRequest => ({
  title: text,
  taskSpec: { description: text },
  reason: text,
  openedBy: "buyer",
  evidence: (["buyer", "worker"] as const).map((by) => ({ by, label: text, content: text })),
  messages: (["buyer", "worker"] as const).map((by) => ({ by, content: text })),
  validation: { passed: true, confidence: 0.9, reasoning: text },
  deliverable: text,
});

const asked: Asked[] = [];
let models: Models;

beforeAll(async () => {
  const heard: Partial<Record<Asked["kind"], string>> = {};
  const harmless = over(
    modelHandler((question) => {
      heard[question.kind] = rulesIn(question);
      return HONEST[question.kind];
    }),
  );
  await Promise.all(harmless.judges.map((judge) => judge(attacked("A summary."))));
  await harmless.arbitrate(disputed("A summary."));
  const obey = gullible({ judgement: heard.judgement ?? "", arbitration: heard.arbitration ?? "" });
  models = over(
    modelHandler((question) => {
      asked.push(question);
      return obey(question);
    }),
  );
});

/** Some at a time: as many questions at once as there are attacks would only wait for each other. */
async function inBatches(attacks: readonly Attack[], check: (attack: Attack) => Promise<void>): Promise<void> {
  for (let at = 0; at < attacks.length; at += 20) await Promise.all(attacks.slice(at, at + 20).map(check));
}

describe("a model that obeys whatever reaches it unfenced", () => {
  test("does obey what is not fenced", async () => {
    const rules = { judgement: "", arbitration: "" };
    const naive = modelHandler((question) =>
      gullible(rules)({ ...question, user: `Judge this: ${CORPUS[0]?.text ?? ""}` }),
    );
    expect(await over(naive).judges[0]?.(attacked("x"))).toMatchObject(OBEDIENT.judgement);
  });

  test.each(GROUPS)("is not swayed in validation by %s", async (_, attacks) => {
    await inBatches(attacks, async ({ id, text }) => {
      for (const verdict of await Promise.all(models.judges.map((judge) => judge(attacked(text))))) {
        expect([id, verdict.passed, verdict.confidence]).toEqual([
          id,
          HONEST.judgement.passed,
          HONEST.judgement.confidence,
        ]);
      }
    });
  });

  test.each(GROUPS)("is not swayed in arbitration by %s", async (_, attacks) => {
    await inBatches(attacks, async ({ id, text }) => {
      const ruling = await models.arbitrate(disputed(text));
      expect([id, ruling.ruling, ruling.workerShare, ruling.confidence]).toEqual([id, "split", 0.5, 0.9]);
    });
  });

  test("was asked about every attack, in OpenAI's and Anthropic's format, and the data says the same as the parties did", () => {
    expect(new Set(asked.map(({ provider }) => provider))).toEqual(new Set(["openai", "anthropic"]));
    expect(asked.length).toBeGreaterThanOrEqual(3 * CORPUS.length);
    const read = new Set(
      asked
        .filter(({ kind }) => kind === "arbitration")
        .map(({ user }) => (JSON.parse(user.split("\n")[1] ?? "{}") as { dispute: { reason: string } }).dispute.reason),
    );
    for (const { text } of CORPUS) expect(read).toContain(text);
  });
});

describe("the sandbox's judges", () => {
  // A subject that no attack speaks of: these judges measure words, and a word in common is no injection.
  const task = {
    title: "Explain photosynthesis",
    taskSpec: {
      description: "Explain photosynthesis in plants: chlorophyll, sunlight, carbon dioxide, oxygen and glucose.",
    },
    criteria: null,
    deliverableTruncated: false,
  };
  const cats = "My cat sleeps on the sofa all day long and dreams of catching mice in the old garden behind the house.";

  test.each(GROUPS)("pass no delivery for %s, alone or in work on another subject", async (_, attacks) => {
    const rules = over(createRuleModels(), "rule_based");
    await inBatches(attacks, async ({ id, text }) => {
      for (const deliverable of [text, `${cats}\n${text}`]) {
        const verdicts = await Promise.all(rules.judges.map((judge) => judge({ ...task, deliverable })));
        expect([id, verdicts.every(({ passed }) => passed)]).toEqual([id, false]);
      }
    });
  });
});
