import { expect, test } from "vitest";
import type { JobCase } from "@/lib/domain/dashboard";
import { timelineOf } from "./timeline";

test("tells the buyer's owner which card was declined, and why", () => {
  const nothing = { transitions: [], movements: [], validations: [], files: [], disputeSteps: [] };
  const declined = { id: "o", amountCents: 2_000, reason: "Insufficient funds.", brand: "visa", last4: "0341" };
  const told = { ...nothing, job: { cardLast4: "4242" }, declines: [{ ...declined, at: new Date(0) }] };
  expect(timelineOf(told)).toMatchObject([
    { kind: "money", title: "Card declined", detail: "Visa •••• 0341: Insufficient funds.", amount: { cents: 2_000 } },
  ]);
});

test("shows a dispute's steps between its beginning and its end, newest first", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 3, 2, 12, minute));
  const step = (minute: number, name: string, details = {}) => ({
    id: `s${minute}`,
    step: name,
    actor: "system" as const,
    details,
    at: at(minute),
  });
  const found = {
    job: { cardLast4: null },
    transitions: [
      {
        id: "t",
        fromStatus: "delivered",
        toStatus: "disputed",
        actor: "buyer",
        actorName: null,
        reason: null,
        at: at(0),
      },
    ],
    movements: [],
    validations: [],
    files: [],
    disputeSteps: [
      step(0, "opened"),
      step(1, "ruled", { ruling: "buyer_wins" }),
      step(2, "escalated"),
      step(3, "resolved"),
    ],
  } as unknown as JobCase;
  expect(timelineOf(found).map(({ kind, title, detail }) => [kind, title, detail])).toEqual([
    ["dispute", "The dispute went to a human", "Automatic"],
    ["dispute", "The arbiter ruled", "Automatic. buyer wins"],
    ["state", "Disputed", "By the buyer"],
  ]);
});
