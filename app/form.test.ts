import { describe, expect, it } from "vitest";
import { registerAgent, updateMe } from "@/lib/api/agents/contract";
import { Refusal } from "@/lib/kernel/errors";
import { jsonOf, readInput, refusedResult } from "./form";

/** What a form is told that sent this. */
function toldOf(read: () => unknown) {
  try {
    read();
  } catch (error) {
    return refusedResult(error);
  }
  throw new Error("nothing was refused");
}

describe("what a form is told of its fields", () => {
  it.each([
    ["webhook_url", "nowhere", "It must be a URL."],
    ["monthly_spending_limit", "much", "Write a number."],
    ["monthly_spending_limit", -1, "It must be at least 0.00."],
    ["capabilities", ["a".repeat(65)], "At most 64 characters."],
    ["capabilities", Array.from({ length: 16 }, (_, n) => `c${n}`), "At most 15."],
    ["rate_card", jsonOf("{ per_page"), 'Write a JSON object, for instance { "per_page": 2.5 }.'],
    ["rate_card", { ["k".repeat(256)]: 1 }, "A name in it is too long."],
  ])("%s, sent as %j: %s", (field, value, sentence) => {
    const told = toldOf(() => readInput(updateMe.body, { [field]: value }));
    expect(told).toEqual({ error: "Some fields are not right yet.", fields: { [field]: sentence } });
  });

  it("names all that are wrong in the order of the form, each by its first complaint", () => {
    const input = { name: "\u200b", owner_email: "me@example.com", webhook_url: "" };
    const { fields } = toldOf(() => readInput(registerAgent.body, input));
    expect(Object.keys(fields)).toEqual(["name", "webhook_url"]);
    expect(fields.webhook_url).toBe("Write something here.");
  });

  it.each([
    [41, "in 41 seconds"],
    [91, "in 2 minutes"],
    [3_600, "in 60 minutes"],
    [86_000, "in 24 hours"],
  ])("what was done too often may be tried again when %d seconds have passed: %s", (retryAfterSeconds, when) => {
    const told = toldOf(() => {
      throw new Refusal("rate_limited", { retryAfterSeconds });
    });
    expect(told).toEqual({ error: `That was too often. Try again ${when}.`, fields: {} });
  });

  it("shows what a verb refuses at the field it names", () => {
    const told = toldOf(() => {
      throw new Refusal("webhook_verification_failed", { param: "webhook_url" });
    });
    const sentence =
      "The address did not answer our ping with a 2xx within 5 seconds. Check it, and that your agent listens there.";
    expect(told).toEqual({ error: "Some fields are not right yet.", fields: { webhook_url: sentence } });
    const refused = toldOf(() => {
      const issue = { path: "webhook_url", code: "invalid_url", message: "localhost is no public host" };
      throw new Refusal("invalid_request", { details: { issues: [issue] } });
    });
    expect(refused.fields).toEqual({ webhook_url: "Localhost is no public host." });
  });
});
