import type { Settings } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { CardsPage } from "@/components/cards/cards-page";
import type { CardEntry, SavedCardView } from "@/components/cards/types";
import * as dashboard from "@/lib/domain/dashboard";
import { ownerContext } from "../context";
import { beginSetup, makeDefault, removeCard, saveCard } from "./actions";

export const metadata: Metadata = { title: "Cards" };

export default async function CardsRoute() {
  const ctx = await ownerContext();
  const cards = await dashboard.cards(ctx);
  return (
    <CardsPage
      view={{
        cards: cards.map((card) => viewOf(card, ctx.now)),
        entry: entryOf(ctx.settings),
      }}
      actions={{ beginSetup, saveCard, makeDefault, removeCard }}
    />
  );
}

/** Stripe's own form where Stripe is real, the test cards where the emulator stands in. */
function entryOf({ stripe }: Settings): CardEntry {
  return stripe === null ? { mode: "sandbox" } : { mode: "stripe", publishableKey: stripe.publishableKey };
}

function viewOf(card: dashboard.CardRow, now: Date): SavedCardView {
  const { paymentMethodId, brand, last4, expMonth, expYear, isDefault } = card;
  // A card is good to the end of its month, which as a number is the start of the next.
  const expired = Date.UTC(expYear, expMonth) <= now.getTime();
  return { id: paymentMethodId, brand, last4, expMonth, expYear, expired, isDefault };
}
