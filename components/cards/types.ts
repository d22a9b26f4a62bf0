export interface SavedCardView {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
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
  /** Saves one of Stripe's test cards. Sandbox only. */
  readonly saveTestCard: (paymentMethodId: string) => Promise<CardResult>;
  /** Begins a SetupIntent for Stripe's own form. */
  readonly beginSetup: () => Promise<SetupResult>;
  readonly saveCard: (paymentMethodId: string) => Promise<CardResult>;
  readonly removeCard: (cardId: string) => Promise<CardResult>;
  readonly makeDefault: (cardId: string) => Promise<CardResult>;
}
