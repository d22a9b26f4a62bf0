export type RecoveryResult =
  { readonly kind: "idle" } | { readonly kind: "done" } | { readonly kind: "error"; readonly message: string };
