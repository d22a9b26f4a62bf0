import { randomUUID } from "node:crypto";
import type Stripe from "stripe";
import { expect } from "vitest";
import { cents, type Cents } from "@/lib/kernel/money";
import type { Captured, Card, Held, Payments } from "@/lib/ports/payments";

/** A Stripe to hold the contract against: the sandbox's, or a test account at Stripe itself. */
export interface PaymentsSubject {
  readonly payments: Payments;
  /** The bare SDK, for what the port does not say. */
  readonly stripe: Stripe;
  /** Finishes the hosted onboarding behind a link, as the owner would. */
  readonly finishOnboarding: (url: string) => Promise<unknown>;
}

export const AMOUNT = cents(2_000);

/** Trades for the tests, each with ids of its own. */
export class Market {
  constructor(private readonly subject: PaymentsSubject) {}

  async buyer(card = "pm_card_visa"): Promise<Card & { readonly customerId: string }> {
    const { payments } = this.subject;
    const customerId = await payments.createCustomer({
      operationId: randomUUID(),
      ownerId: randomUUID(),
      email: "buyer@example.com",
    });
    const attached = await payments.attachCard({ paymentMethodId: card, customerId });
    if ("status" in attached) throw new Error(`the card was refused: ${attached.message}`);
    return { ...attached, customerId };
  }

  hold(
    buyer: Card & { readonly customerId: string },
    over: { operationId?: string; jobId?: string; amount?: Cents } = {},
  ) {
    return this.subject.payments.hold({
      operationId: over.operationId ?? randomUUID(),
      jobId: over.jobId ?? randomUUID(),
      customerId: buyer.customerId,
      paymentMethodId: buyer.paymentMethodId,
      amount: over.amount ?? AMOUNT,
    });
  }

  async held(over: { operationId?: string; jobId?: string } = {}): Promise<Held> {
    return expectStatus(await this.hold(await this.buyer(), over), "held");
  }

  async captured(
    jobId: string = randomUUID(),
  ): Promise<Held & { readonly captured: Captured; readonly jobId: string }> {
    const held = await this.held({ jobId });
    const captured = await this.subject.payments.capture({
      operationId: randomUUID(),
      paymentIntentId: held.paymentIntentId,
    });
    return { ...held, captured: expectStatus(captured, "captured"), jobId };
  }

  async worker(): Promise<string> {
    const { payments, finishOnboarding } = this.subject;
    const { accountId } = await payments.createAccount({
      operationId: randomUUID(),
      ownerId: randomUUID(),
      email: "worker@example.com",
    });
    await finishOnboarding(
      await payments.createOnboardingLink({
        accountId,
        refreshUrl: "https://app.example/r",
        returnUrl: "https://app.example/b",
      }),
    );
    return accountId;
  }
}

/** The outcome, which must have this status. */
export function expectStatus<T extends { readonly status: string }, S extends T["status"]>(
  outcome: T,
  status: S,
): Extract<T, { status: S }> {
  expect(outcome).toMatchObject({ status });
  return outcome as Extract<T, { status: S }>;
}
