import { expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/lib/kernel/clock";
import { slaText } from "./sla";

const running = { dueAt: "2026-11-22T12:00:00.000Z", remainingMs: 0, running: true };

test.each([
  [47 * HOUR_MS + 59 * MINUTE_MS, "47 h 59 min left", "neutral"],
  [24 * HOUR_MS, "24 h 0 min left", "neutral"],
  [24 * HOUR_MS - 1, "23 h 59 min left", "warn"],
  [6 * HOUR_MS - 1, "5 h 59 min left", "danger"],
  [59 * MINUTE_MS, "59 min left", "danger"],
  [-90 * MINUTE_MS, "Overdue by 1 h 30 min", "danger"],
])("with %d ms left it says “%s”, %s", (remaining, text, tone) => {
  expect(slaText(running, remaining)).toEqual({ text, tone });
});

test("stands still while the job is frozen", () => {
  expect(slaText({ ...running, running: false }, 5 * MINUTE_MS)).toEqual({ text: "Paused, 5 min left", tone: "info" });
});
