import type { Settings } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { CardsPage } from "@/components/cards/cards-page";
import type { CardEntry } from "@/components/cards/types";
import * as dashboard from "@/lib/domain/dashboard";
import { ownerContext } from "../context";
import { beginSetup, saveCard } from "./actions";

export const metadata: Metadata = { title: "Cards" };

export default async function CardsRoute() {
  const ctx = await ownerContext();
  const cards = await dashboard.cards(ctx);
  return (
    <CardsPage
      view={{
        cards: cards.map(({ id, brand, last4, expMonth, expYear, isDefault }) => ({
          id,
          brand,
          last4,
          expMonth,
          expYear,
          isDefault,
        })),
        entry: entryOf(ctx.settings),
      }}
      actions={{ beginSetup, saveCard }}
    />
  );
}

/** Stripe's own form where Stripe is real, the test cards where the emulator stands in. */
function entryOf({ stripe }: Settings): CardEntry {
  return stripe === null ? { mode: "sandbox" } : { mode: "stripe", publishableKey: stripe.publishableKey };
}
