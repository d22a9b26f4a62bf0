interface CardChoices {
  readonly cards: readonly { readonly card: string; readonly number: string; readonly behaviour: string }[];
  readonly email: string | null;
  readonly cancelUrl: string | null;
}

/** What one of Stripe's hosted pages shows; amounts are cents. */
export type HostedView =
  | ({ readonly kind: "payment"; readonly title: string; readonly amount: number } & CardChoices)
  | ({ readonly kind: "card" } & CardChoices)
  | { readonly kind: "onboarding"; readonly email: string | null; readonly cancelUrl: string }
  | { readonly kind: "identity"; readonly lastError: string | null; readonly cancelUrl: string | null }
  | { readonly kind: "authentication"; readonly amount: number | null }
  | { readonly kind: "account"; readonly accountId: string; readonly email: string | null; readonly ready: boolean }
  | { readonly kind: "closed"; readonly reason: string; readonly nextUrl: string | null };

export type CardView = Extract<HostedView, { readonly kind: "payment" | "card" }>;
