"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { CardResult } from "./types";

/** Stripe's test payment methods, by their documented names. */
const testCards = [
  { id: "pm_card_visa", name: "Visa •••• 4242", behaviour: "Every payment succeeds." },
  { id: "pm_card_mastercard", name: "Mastercard •••• 4444", behaviour: "Every payment succeeds." },
  { id: "pm_card_chargeCustomerFail", name: "Visa •••• 0341", behaviour: "Can be saved; every payment is declined." },
  {
    id: "pm_card_authenticationRequired",
    name: "Visa •••• 3184",
    behaviour: "Wants the owner's confirmation at every payment.",
  },
  { id: "pm_card_chargeDeclined", name: "Visa •••• 0002", behaviour: "Is declined when it is saved." },
] as const;

export function TestCardForm({ save }: { readonly save: (paymentMethodId: string) => Promise<CardResult> }) {
  const [chosen, setChosen] = useState<string>(testCards[0].id);
  const [error, setError] = useState<string | null>(null);
  const [saving, start] = useTransition();

  function submit() {
    start(async () => {
      const result = await save(chosen);
      setError(result.error);
      if (result.error === null) toast.success("The card was saved.");
    });
  }

  return (
    <form action={submit} className="space-y-4">
      <fieldset className="divide-y rounded-lg border">
        <legend className="sr-only">Test card</legend>
        {testCards.map(({ id, name, behaviour }) => (
          <label key={id} className="flex items-start gap-3 px-3.5 py-2.5 text-sm has-checked:bg-accent-soft">
            <input
              type="radio"
              name="card"
              value={id}
              checked={chosen === id}
              onChange={() => setChosen(id)}
              className="mt-1 size-4 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium tabular-nums">{name}</span>
              <span className="block text-ink-muted">{behaviour}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {error !== null && <Notice tone="danger">{error}</Notice>}
      <Button type="submit" disabled={saving}>
        {saving ? "Saving…" : "Save card"}
      </Button>
    </form>
  );
}
