import type { Tone } from "../ui/badge";
import type { PayoutStatus } from "./types";

export const payoutStatuses: Record<PayoutStatus, { readonly label: string; readonly tone: Tone }> = {
  paid: { label: "Paid out", tone: "accent" },
  sending: { label: "Sending", tone: "info" },
  pending_onboarding: { label: "Waits for your bank account", tone: "warn" },
  pending_retry: { label: "Is tried again", tone: "warn" },
  reversed: { label: "Taken back", tone: "danger" },
  nothing_due: { label: "Nothing due", tone: "neutral" },
};
