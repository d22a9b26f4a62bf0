import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cents } from "@/lib/kernel/money";
import type { CheckoutSession } from "@/lib/ports/payments";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { sandboxStripe, TEST_PUBLIC_BASE, type SandboxStripe } from "./testing";

describe("the pages the sandbox's Stripe hosts", () => {
  let database: TestDatabase;
  let sandbox: SandboxStripe;

  beforeAll(async () => {
    database = await testDatabase();
    sandbox = sandboxStripe(database.db);
  });
  afterAll(() => database.close());

  const show = (url: string) => {
    const [page, id] = new URL(url).pathname.split("/").slice(-2);
    return sandbox.emulator.pages.show(page ?? "", id ?? "");
  };

  it("know no page of a made-up name or id", async () => {
    expect(await sandbox.emulator.pages.show("nothing", "x")).toBeNull();
    for (const page of ["authenticate", "checkout", "express", "identity", "onboarding", "setup"]) {
      expect(await sandbox.emulator.pages.show(page, "made_up")).toBeNull();
      expect(await sandbox.emulator.pages.complete(page, "made_up", {})).toMatchObject({ ok: false });
    }
  });

  describe("Checkout", () => {
    const checkout = (): Promise<CheckoutSession & { readonly url: string }> =>
      sandbox.payments
        .createCheckout({
          operationId: randomUUID(),
          amount: cents(500),
          description: "Agent activation",
          email: "owner@example.com",
          successUrl: "https://app.example/done?s={CHECKOUT_SESSION_ID}",
          cancelUrl: "https://app.example/back",
          metadata: { agent_id: "ag_1" },
        })
        .then((session) => ({ ...session, url: session.url ?? "" }));

    it("shows what is to be paid, takes the money and goes back to the application", async () => {
      const session = await checkout();
      expect(session).toMatchObject({ status: "open", paid: false, amount: 500 });
      expect(await show(session.url)).toMatchObject({
        kind: "payment",
        title: "Agent activation",
        amount: 500,
        email: "owner@example.com",
      });
      expect(await sandbox.complete(session.url)).toEqual({
        ok: true,
        id: session.sessionId,
        status: "complete",
        nextUrl: `https://app.example/done?s=${session.sessionId}`,
      });
      const paid = await sandbox.payments.getCheckout(session.sessionId);
      expect(paid).toMatchObject({ status: "complete", paid: true, url: null });
      const intent = await sandbox.stripe.paymentIntents.retrieve(paid?.paymentIntentId ?? "");
      expect(intent).toMatchObject({ amount_received: 500, metadata: { agent_id: "ag_1" } });
    });

    it("is completed once", async () => {
      const { url, sessionId } = await checkout();
      const results = await Promise.all([sandbox.complete(url), sandbox.complete(url)]);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(results.find((result) => !result.ok)).toMatchObject({ httpStatus: 409 });
      expect(await show(url)).toMatchObject({ kind: "closed", nextUrl: `https://app.example/done?s=${sessionId}` });
    });

    it("stays open after a declined card, which was not charged", async () => {
      const { url, sessionId } = await checkout();
      expect(await sandbox.complete(url, { card: "4000 0000 0000 0002" })).toMatchObject({
        ok: false,
        httpStatus: 402,
        code: "card_declined",
      });
      expect(await sandbox.complete(url, { card: "1234" })).toMatchObject({
        ok: false,
        httpStatus: 402,
        code: "incorrect_number",
      });
      expect(await sandbox.payments.getCheckout(sessionId)).toMatchObject({ status: "open", paid: false });
      expect(await sandbox.complete(url, { card: "pm_card_mastercard" })).toMatchObject({ ok: true });
    });

    it("expires after a day", async () => {
      const { url, sessionId } = await checkout();
      await sandbox.advance(86_401);
      expect(await show(url)).toMatchObject({ kind: "closed" });
      expect(await sandbox.complete(url)).toMatchObject({ ok: false, httpStatus: 409 });
      expect(await sandbox.payments.getCheckout(sessionId)).toMatchObject({ status: "expired" });
    });

    it("saves a card in setup mode", async () => {
      const customer = await sandbox.stripe.customers.create({});
      const session = await sandbox.stripe.checkout.sessions.create({
        mode: "setup",
        currency: "eur",
        customer: customer.id,
        success_url: "https://app.example/ok",
      });
      expect(await show(session.url ?? "")).toMatchObject({ kind: "card" });
      await sandbox.complete(session.url ?? "");
      const done = await sandbox.stripe.checkout.sessions.retrieve(session.id, {
        expand: ["setup_intent.payment_method"],
      });
      expect(done.setup_intent).toMatchObject({ status: "succeeded", payment_method: { customer: customer.id } });
    });
  });

  describe("onboarding", () => {
    async function link(): Promise<{ readonly accountId: string; readonly url: string }> {
      const { accountId } = await sandbox.payments.createAccount({
        operationId: randomUUID(),
        ownerId: randomUUID(),
        email: "w@example.com",
      });
      const urls = { refreshUrl: "https://app.example/refresh", returnUrl: "https://app.example/return" };
      return { accountId, url: await sandbox.payments.createOnboardingLink({ accountId, ...urls }) };
    }

    it("is open for five minutes and once", async () => {
      const { url, accountId } = await link();
      expect(await show(url)).toMatchObject({
        kind: "onboarding",
        email: "w@example.com",
        cancelUrl: "https://app.example/refresh",
      });
      expect(await sandbox.complete(url)).toMatchObject({
        ok: true,
        id: accountId,
        nextUrl: "https://app.example/return",
      });
      expect(await sandbox.complete(url)).toMatchObject({ ok: false, httpStatus: 409, code: "link_used" });
      const late = await link();
      await sandbox.advance(301);
      expect(await show(late.url)).toMatchObject({ kind: "closed", nextUrl: "https://app.example/refresh" });
      expect(await sandbox.complete(late.url)).toMatchObject({ ok: false, code: "link_expired" });
      expect(await sandbox.payments.getAccount(late.accountId)).toMatchObject({ ready: false });
    });

    it("gives a login link only afterwards", async () => {
      const { url, accountId } = await link();
      await expect(sandbox.stripe.accounts.createLoginLink(accountId)).rejects.toMatchObject({ statusCode: 400 });
      await sandbox.complete(url);
      const login = await sandbox.stripe.accounts.createLoginLink(accountId);
      expect(await show(login.url)).toMatchObject({ kind: "account", accountId, ready: true });
    });
  });

  describe("identity", () => {
    const start = () =>
      sandbox.payments.startIdentityCheck({
        operationId: randomUUID(),
        ownerId: randomUUID(),
        returnUrl: "https://app.example/kyc",
      });

    it("can fail, be tried again and succeed", async () => {
      const { url, sessionId } = await start();
      expect(await sandbox.complete(url ?? "", { passed: false })).toMatchObject({
        ok: true,
        status: "requires_input",
      });
      expect(await show(url ?? "")).toMatchObject({ kind: "identity", lastError: "The document was invalid." });
      expect(await sandbox.complete(url ?? "")).toMatchObject({
        ok: true,
        status: "verified",
        nextUrl: "https://app.example/kyc",
      });
      expect(await sandbox.payments.getIdentityCheck(sessionId)).toEqual({ sessionId, url: null, status: "verified" });
      expect(await sandbox.complete(url ?? "")).toMatchObject({ ok: false, httpStatus: 409 });
    });
  });

  describe("3D Secure", () => {
    it("holds the money once the person has confirmed, and comes back with the result", async () => {
      const intent = await sandbox.stripe.paymentIntents.create({
        amount: 900,
        currency: "eur",
        payment_method: "pm_card_authenticationRequired",
        confirm: true,
        capture_method: "manual",
        return_url: "https://app.example/paid",
      });
      const url = intent.next_action?.redirect_to_url?.url ?? "";
      expect(url).toBe(`${TEST_PUBLIC_BASE}/authenticate/${intent.id}`);
      expect(await show(url)).toEqual({ kind: "authentication", amount: 900 });
      const result = await sandbox.complete(url);
      expect(result).toMatchObject({ ok: true, status: "requires_capture" });
      expect(result.ok && result.nextUrl).toContain("redirect_status=succeeded");
    });

    it("charges nothing when the person refuses", async () => {
      const intent = await sandbox.stripe.paymentIntents.create({
        amount: 900,
        currency: "eur",
        payment_method: "pm_card_authenticationRequired",
        confirm: true,
      });
      const url = `${TEST_PUBLIC_BASE}/authenticate/${intent.id}`;
      expect(await sandbox.complete(url, { passed: false })).toMatchObject({ ok: false, httpStatus: 402 });
      expect(await sandbox.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
        status: "requires_payment_method",
        amount_received: 0,
      });
    });
  });

  describe("card setup", () => {
    it("saves the chosen card and comes back as Stripe.js does", async () => {
      const customer = await sandbox.stripe.customers.create({});
      const intent = await sandbox.stripe.setupIntents.create({ customer: customer.id });
      const url = `${TEST_PUBLIC_BASE}/setup/${intent.id}`;
      expect(await sandbox.complete(url, { card: "4000000000000002" })).toMatchObject({
        ok: false,
        code: "card_declined",
      });
      const saved = await sandbox.complete(url, {
        card: "4242 4242 4242 4242",
        returnUrl: "https://app.example/cards?from=page",
      });
      expect(saved).toMatchObject({ ok: true, status: "succeeded" });
      if (!saved.ok) throw new Error(saved.message);
      const back = new URL(saved.nextUrl ?? "");
      expect(Object.fromEntries(back.searchParams)).toMatchObject({
        from: "page",
        setup_intent: intent.id,
        redirect_status: "succeeded",
      });
      expect((await sandbox.stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
    });

    it("asks for 3D Secure first where the bank wants it", async () => {
      const intent = await sandbox.stripe.setupIntents.create({});
      const url = `${TEST_PUBLIC_BASE}/setup/${intent.id}`;
      const asked = await sandbox.complete(url, {
        card: "pm_card_authenticationRequired",
        returnUrl: "https://app.example/cards",
      });
      expect(asked).toMatchObject({
        ok: true,
        status: "requires_action",
        nextUrl: `${TEST_PUBLIC_BASE}/authenticate/${intent.id}`,
      });
      const done = await sandbox.complete(`${TEST_PUBLIC_BASE}/authenticate/${intent.id}`);
      expect(done.ok && done.nextUrl).toContain("https://app.example/cards?setup_intent=");
    });
  });
});
