import type { MoneyView } from "../format/types";

export interface ActivationView {
  readonly agentName: string;
  readonly ownerEmail: string;
  readonly fee: MoneyView;
}

/** What activating answers. A paid activation leaves for Stripe's page and never comes back with "active" here. */
export type ActivationResult =
  | { readonly kind: "idle" }
  | { readonly kind: "active" }
  | { readonly kind: "checkout"; readonly url: string }
  | { readonly kind: "error"; readonly message: string };
