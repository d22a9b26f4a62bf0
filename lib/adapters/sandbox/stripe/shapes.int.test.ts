import path from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { refOf, sandboxStripe, type SandboxStripe } from "./testing";

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const ACCOUNT_URLS = { refresh_url: "https://app.example/r", return_url: "https://app.example/b" };

interface Sample {
  /** The SDK's type of the answer, below `Stripe`. */
  readonly type: string;
  readonly answer: object;
}

/** Which of the answers the compiler does not take for literals of the SDK's own types, with its reasons. */
function complaints(samples: readonly Sample[]): ReadonlyMap<number, string> {
  const file = path.join(ROOT, "shapes.generated.ts");
  const source = [
    'import type Stripe from "stripe";',
    ...samples.map(({ type, answer }, n) => `export const sample${n}: Stripe.${type} = ${JSON.stringify(answer)};`),
  ].join("\n");
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  const generated = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022);
  host.getSourceFile = (name, version) => (name === file ? generated : getSourceFile(name, version));
  host.fileExists = (name) => name === file || fileExists(name);
  const found = ts.createProgram([file], options, host).getSemanticDiagnostics(generated);
  // One answer a line, after the import.
  const lineOf = (position = 0) => generated.getLineAndCharacterOfPosition(position).line - 1;
  return new Map(
    found.map(({ start, messageText }) => [lineOf(start), ts.flattenDiagnosticMessageText(messageText, "\n")]),
  );
}

describe("answers of the sandbox's Stripe", () => {
  let database: TestDatabase;
  let sandbox: SandboxStripe;

  beforeAll(async () => {
    database = await testDatabase();
    sandbox = sandboxStripe(database.db);
  });
  afterAll(() => database.close());

  async function paymentSamples(): Promise<readonly Sample[]> {
    const { stripe } = sandbox;
    const customer = await stripe.customers.create({ email: "a@example.com", metadata: { a: "1" } });
    const setup = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: "pm_card_visa",
      confirm: true,
    });
    const method = refOf(setup.payment_method);
    const card = { amount: 2_000, currency: "eur", customer: customer.id, confirm: true };
    const held = await stripe.paymentIntents.create({
      ...card,
      payment_method: method,
      off_session: true,
      capture_method: "manual",
    });
    const heldCharge = await stripe.charges.retrieve(refOf(held.latest_charge));
    const captured = await stripe.paymentIntents.capture(held.id);
    const refund = await stripe.refunds.create({ payment_intent: held.id, amount: 10 });
    const charge = await stripe.charges.retrieve(refOf(held.latest_charge));
    const waiting = await stripe.paymentIntents.create({ ...card, payment_method: "pm_card_authenticationRequired" });
    const disputed = await stripe.paymentIntents.create({ ...card, payment_method: "pm_card_createDispute" });
    const disputes = await stripe.disputes.list({ payment_intent: disputed.id });
    const booked = await stripe.balanceTransactions.retrieve(refOf(charge.balance_transaction));
    return [
      { type: "Customer", answer: customer },
      { type: "SetupIntent", answer: setup },
      { type: "PaymentMethod", answer: await stripe.paymentMethods.retrieve(method) },
      { type: "PaymentIntent", answer: held },
      { type: "PaymentIntent", answer: captured },
      { type: "PaymentIntent", answer: waiting },
      { type: "Charge", answer: heldCharge },
      { type: "Charge", answer: charge },
      { type: "Refund", answer: refund },
      { type: "BalanceTransaction", answer: booked },
      { type: "Balance", answer: await stripe.balance.retrieve() },
      ...disputes.data.map((answer) => ({ type: "Dispute", answer })),
      { type: "ApiList<Stripe.Charge>", answer: await stripe.charges.list({ customer: customer.id }) },
      ...(await transferSamples(charge.id)),
    ];
  }

  async function transferSamples(charge: string): Promise<readonly Sample[]> {
    const { stripe } = sandbox;
    const account = await stripe.accounts.create({ type: "express", capabilities: { transfers: { requested: true } } });
    const link = await stripe.accountLinks.create({ account: account.id, type: "account_onboarding", ...ACCOUNT_URLS });
    await sandbox.complete(link.url);
    const transfer = await stripe.transfers.create({
      amount: 500,
      currency: "eur",
      destination: account.id,
      source_transaction: charge,
    });
    const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 5 });
    return [
      { type: "Account", answer: account },
      { type: "Account", answer: await stripe.accounts.retrieve(account.id) },
      { type: "AccountLink", answer: link },
      { type: "LoginLink", answer: await stripe.accounts.createLoginLink(account.id) },
      { type: "Transfer", answer: await stripe.transfers.retrieve(transfer.id) },
      { type: "TransferReversal", answer: reversal },
    ];
  }

  async function hostedSamples(): Promise<readonly Sample[]> {
    const { stripe } = sandbox;
    const price = { currency: "eur", unit_amount: 500, product_data: { name: "Fee" } };
    const checkout = await stripe.checkout.sessions.create({
      mode: "payment",
      line_items: [{ quantity: 1, price_data: price }],
      success_url: "https://app.example/ok",
      customer_email: "a@example.com",
    });
    await sandbox.complete(checkout.url ?? "");
    const setup = await stripe.checkout.sessions.create({
      mode: "setup",
      currency: "eur",
      success_url: "https://app.example/ok",
    });
    const check = await stripe.identity.verificationSessions.create({ type: "document" });
    await sandbox.complete(check.url ?? "");
    const events = await stripe.events.list({ limit: 100 });
    return [
      { type: "Checkout.Session", answer: checkout },
      { type: "Checkout.Session", answer: await stripe.checkout.sessions.retrieve(checkout.id) },
      { type: "Checkout.Session", answer: setup },
      { type: "Identity.VerificationSession", answer: check },
      { type: "Identity.VerificationSession", answer: await stripe.identity.verificationSessions.retrieve(check.id) },
      ...events.data.slice(0, 5).map((answer) => ({ type: "EventBase", answer })),
    ];
  }

  it("are of the types the SDK declares for them, which wrong ones would not be", async () => {
    const samples = [...(await paymentSamples()), ...(await hostedSamples())];
    expect(samples.length).toBeGreaterThan(25);
    const customer = samples[0]?.answer;
    const wrong: readonly Sample[] = [
      { type: "Customer", answer: { ...customer, created: "yesterday" } },
      { type: "Customer", answer: { id: "cus_1", object: "customer" } },
    ];
    const found = complaints([...samples, ...wrong]);
    expect([...found].filter(([index]) => index < samples.length)).toEqual([]);
    expect([...found.keys()]).toEqual([samples.length, samples.length + 1]);
  }, 60_000);
});
