export interface SavedCardView {
  /** Stripe's id of it, which the verbs take. */
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  /** Its last month is over. */
  readonly expired: boolean;
  readonly isDefault: boolean;
}

/** How a new card gets in: the sandbox's test cards, or Stripe's own form with the publishable key. */
export type CardEntry = { readonly mode: "sandbox" } | { readonly mode: "stripe"; readonly publishableKey: string };

export interface CardsView {
  readonly cards: readonly SavedCardView[];
  readonly entry: CardEntry;
}

/** What an action on cards answers: nothing, or the sentence to show. */
export interface CardResult {
  readonly error: string | null;
}

export interface SetupResult extends CardResult {
  readonly clientSecret: string | null;
}

export interface CardActions {
  /** Begins a SetupIntent, which the browser confirms with Stripe; only then is there a card to save. */
  readonly beginSetup: () => Promise<SetupResult>;
  readonly saveCard: (paymentMethodId: string) => Promise<CardResult>;
  readonly makeDefault: (paymentMethodId: string) => Promise<CardResult>;
  readonly removeCard: (paymentMethodId: string) => Promise<CardResult>;
}
