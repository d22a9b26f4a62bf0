"use client";

import { useState, useTransition, type SyntheticEvent } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { confirmSetup } from "./confirm-setup";
import type { CardResult, SetupResult } from "./types";

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

interface TestCardFormProps {
  readonly beginSetup: () => Promise<SetupResult>;
  readonly saveCard: (paymentMethodId: string) => Promise<CardResult>;
}

export function TestCardForm({ beginSetup, saveCard }: TestCardFormProps) {
  const [chosen, setChosen] = useState<string>(testCards[0].id);
  const [error, setError] = useState<string | null>(null);
  const [saving, start] = useTransition();

  async function save(): Promise<string | null> {
    const setup = await beginSetup();
    if (setup.clientSecret === null) return setup.error ?? "Stripe could not be reached.";
    const confirmed = await confirmSetup(setup.clientSecret, chosen);
    if (confirmed.paymentMethodId === null) return confirmed.error;
    return (await saveCard(confirmed.paymentMethodId)).error;
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    start(async () => {
      const failure = await save();
      setError(failure);
      if (failure === null) toast.success("The card was saved.");
    });
  }

  return (
    // Not `action`: React resets such a form afterwards, and the radio buttons would show another card than is chosen.
    <form onSubmit={submit} className="space-y-4">
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
      <Button type="submit" blocked={saving}>
        {saving ? "Saving…" : "Save card"}
      </Button>
    </form>
  );
}
