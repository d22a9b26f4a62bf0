"use client";

import type { Stripe, StripeElements } from "@stripe/stripe-js";
import { useEffect, useRef, useState, useTransition } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import type { CardResult, SetupResult } from "./types";

interface StripeCardFormProps {
  readonly publishableKey: string;
  readonly beginSetup: () => Promise<SetupResult>;
  readonly saveCard: (paymentMethodId: string) => Promise<CardResult>;
}

interface Mounted {
  readonly stripe: Stripe;
  readonly elements: StripeElements;
}

const UNREACHABLE = "Stripe could not be reached. Try again in a moment.";

/** Stripe's Payment Element. The SetupIntent is begun only when the form is wanted. */
export function StripeCardForm({ publishableKey, beginSetup, saveCard }: StripeCardFormProps) {
  const host = useRef<HTMLDivElement>(null);
  const mounted = useRef<Mounted | null>(null);
  const [wanted, setWanted] = useState(false);
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [saving, start] = useTransition();

  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const reset = (message: string) => {
      if (gone) return;
      setError(message);
      setWanted(false);
    };
    mountElement(publishableKey, beginSetup)
      .then((result) => {
        if (gone || host.current === null) return;
        if (typeof result === "string") {
          reset(result);
          return;
        }
        mounted.current = result;
        const element = result.elements.create("payment");
        element.on("ready", () => setReady(true));
        element.on("loaderror", ({ error }) => reset(error.message ?? UNREACHABLE));
        element.mount(host.current);
      })
      .catch(() => reset(UNREACHABLE));
    return () => {
      gone = true;
      mounted.current?.elements.getElement("payment")?.destroy();
      mounted.current = null;
    };
  }, [wanted, publishableKey, beginSetup]);

  function save() {
    start(async () => {
      const message = await confirmAndSave(mounted.current, saveCard);
      setError(message);
      if (message !== null) return;
      toast.success("The card was saved.");
      setReady(false);
      setWanted(false);
    });
  }

  return (
    <form action={save} className="space-y-4">
      {error !== null && <Notice tone="danger">{error}</Notice>}
      {wanted && !ready && <Skeleton className="h-44" />}
      <div ref={host} hidden={!wanted} />
      {wanted ? (
        <Button type="submit" blocked={saving || !ready}>
          {saving ? "Saving…" : "Save card"}
        </Button>
      ) : (
        <Button onClick={() => setWanted(true)}>Add a card</Button>
      )}
    </form>
  );
}

/** Stripe.js with its elements, or the sentence that says why not. */
async function mountElement(publishableKey: string, beginSetup: () => Promise<SetupResult>): Promise<Mounted | string> {
  const { loadStripe } = await import("@stripe/stripe-js/pure");
  const [stripe, setup] = await Promise.all([loadStripe(publishableKey), beginSetup()]);
  if (setup.error !== null) return setup.error;
  if (stripe === null || setup.clientSecret === null) return UNREACHABLE;
  const theme = document.documentElement.classList.contains("dark") ? "night" : "stripe";
  return { stripe, elements: stripe.elements({ clientSecret: setup.clientSecret, appearance: { theme } }) };
}

/** Null when the card was saved. */
async function confirmAndSave(
  mounted: Mounted | null,
  saveCard: (paymentMethodId: string) => Promise<CardResult>,
): Promise<string | null> {
  if (mounted === null) return UNREACHABLE;
  const { setupIntent, error } = await mounted.stripe.confirmSetup({
    elements: mounted.elements,
    confirmParams: { return_url: window.location.href },
    redirect: "if_required",
  });
  if (error !== undefined) return error.message ?? "Stripe did not take this card.";
  const method = setupIntent.payment_method;
  const id = typeof method === "string" ? method : method?.id;
  if (id === undefined) return "Stripe did not take this card.";
  return (await saveCard(id)).error;
}
