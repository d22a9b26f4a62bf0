import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/kernel/clock";
import type { Tone } from "../ui/badge";
import type { SlaView } from "./types";

/** From here on a case is near its end, and after that late. */
const NEAR_MS = 6 * HOUR_MS;
const HALF_MS = DAY_MS;

/** "31 h 12 min", "4 min"; the sign is dropped. */
function span(ms: number): string {
  const size = Math.abs(ms);
  const hours = Math.floor(size / HOUR_MS);
  const minutes = Math.floor((size % HOUR_MS) / MINUTE_MS);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes} min`;
}

/** What a countdown says, and how urgent that is. `remainingMs` is what is left at this moment. */
export function slaText({ running }: SlaView, remainingMs: number): { readonly text: string; readonly tone: Tone } {
  if (!running) return { text: `Paused, ${span(remainingMs)} left`, tone: "info" };
  if (remainingMs < 0) return { text: `Overdue by ${span(remainingMs)}`, tone: "danger" };
  const tone = remainingMs < NEAR_MS ? "danger" : remainingMs < HALF_MS ? "warn" : "neutral";
  return { text: `${span(remainingMs)} left`, tone };
}
