import type { FaultMode, FaultService } from "./types";

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

export const SERVICES: readonly { readonly id: FaultService; readonly name: string; readonly short: string }[] = [
  { id: "stripe", name: "Stripe", short: "Stripe" },
  { id: "resend", name: "Mail (Resend)", short: "Mail" },
  { id: "r2", name: "Storage (R2)", short: "Storage" },
  { id: "llm", name: "Judges (models)", short: "Judges" },
];

export const MODES: readonly { readonly id: FaultMode; readonly name: string; readonly short: string }[] = [
  { id: "none", name: "Works", short: "works" },
  { id: "down", name: "Is down", short: "down" },
  { id: "timeout", name: "Times out", short: "times out" },
  { id: "error_once", name: "Fails once", short: "fails once" },
  { id: "lost_response", name: "Does the work, loses the answer", short: "loses answers" },
];

/** "Stripe: down" */
export function faultLabel(service: FaultService, mode: FaultMode): string {
  const name = SERVICES.find(({ id }) => id === service)?.short ?? service;
  return `${name}: ${MODES.find(({ id }) => id === mode)?.short ?? mode}`;
}

/** How far the application's clock is ahead, "2 d 3 h"; null where nobody has moved it. */
export function aheadLabel(seconds: number): string | null {
  if (Math.abs(seconds) < 1) return null;
  const days = Math.floor(seconds / DAY_S);
  const hours = Math.floor((seconds % DAY_S) / HOUR_S);
  const minutes = Math.floor((seconds % HOUR_S) / 60);
  const parts = [days > 0 && `${days} d`, hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`].filter(Boolean);
  return parts.length === 0 ? "less than a minute" : parts.join(" ");
}
