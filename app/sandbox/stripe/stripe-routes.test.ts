import { describe, expect, it } from "vitest";
import { choiceFrom } from "./[page]/[id]/choice";
import { POST as complete } from "./[page]/[id]/complete/route";
import { POST as submit } from "./[page]/[id]/submit/route";
import { GET, POST } from "./v1/[...path]/route";

const PAGE = { params: Promise.resolve({ page: "checkout", id: "cs_test_1" }) };

describe("outside sandbox mode", () => {
  it("answers 404 to everything below /sandbox/stripe", async () => {
    const request = (method: string) => new Request("http://localhost/sandbox/stripe/v1/balance", { method });
    const answers = [
      GET(request("GET")),
      POST(request("POST")),
      complete(request("POST"), PAGE),
      submit(request("POST"), PAGE),
    ];
    expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
  });
});

describe("a person's choice on a hosted page", () => {
  it("is the typed number before the chosen card", () => {
    expect(choiceFrom({ card: "pm_card_visa", number: " 4000 0000 0000 0002 " })).toEqual({
      card: "4000 0000 0000 0002",
    });
    expect(choiceFrom({ card: "pm_card_visa", number: "" })).toEqual({ card: "pm_card_visa" });
  });

  it("reads forms and JSON alike, and leaves out what is not there", () => {
    expect(choiceFrom({ passed: "false" })).toEqual({ passed: false });
    expect(choiceFrom({ passed: true, return_url: "https://app.example/" })).toEqual({
      passed: true,
      returnUrl: "https://app.example/",
    });
    expect(choiceFrom({ passed: "perhaps", card: 5 })).toEqual({});
  });
});
