export type RecoveryResult =
  { readonly kind: "idle" } | { readonly kind: "done" } | { readonly kind: "error"; readonly message: string };

/** What was asked for, as it was typed. */
export interface RecoveryRequest {
  readonly email: string;
  readonly agentId: string;
  /** Whether a mail was sent, if the two belong together. */
  readonly sent: boolean;
  readonly errors: { readonly email?: string; readonly agentId?: string; readonly form?: string };
}
