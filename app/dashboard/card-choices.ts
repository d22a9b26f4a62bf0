import type { CardChoice } from "@/components/jobs/types";
import * as dashboard from "@/lib/domain/dashboard";
import { cardName } from "../view";

/** The owner's cards to choose from, the default one first. */
export async function cardChoices(ctx: dashboard.OwnerCtx): Promise<CardChoice[]> {
  const cards = await dashboard.cards(ctx);
  return cards.map(({ paymentMethodId, brand, last4, isDefault }) => ({
    paymentMethodId,
    name: cardName(brand, last4),
    isDefault,
  }));
}
