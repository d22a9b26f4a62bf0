/** Where a chargeback stands. An inquiry is a question of the bank's: no money has been taken yet. */
export type Stage = "inquiry" | "open" | "won" | "lost";

/** Reads Stripe's dispute status; one we do not know yet is taken for an open chargeback, the careful reading. Pure. */
export function stageOf(stripeStatus: string): Stage {
  if (stripeStatus === "won" || stripeStatus === "lost") return stripeStatus;
  return stripeStatus.startsWith("warning_") || stripeStatus === "prevented" ? "inquiry" : "open";
}
