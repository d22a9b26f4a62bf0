import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { refOf, sandboxStripe, type SandboxStripe } from "./testing";

const API = "https://api.stripe.com";

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { readonly error?: Record<string, unknown> };
}

describe("the wire format of the sandbox's Stripe", () => {
  let database: TestDatabase;
  let sandbox: SandboxStripe;

  beforeAll(async () => {
    database = await testDatabase();
    sandbox = sandboxStripe(database.db);
  });
  afterAll(() => database.close());

  async function call(
    method: string,
    path: string,
    form: string | null = null,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const authorization = { authorization: "Bearer sk_sandbox" };
    const response = await sandbox.emulator.handle(
      new Request(`${API}${path}`, {
        method,
        headers: { ...authorization, ...headers },
        ...(form === null ? {} : { body: form }),
      }),
    );
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer["body"] };
  }

  describe("credentials", () => {
    it("takes the secret key as bearer and as basic user", async () => {
      expect((await call("GET", "/v1/balance")).status).toBe(200);
      const basic = `Basic ${Buffer.from("sk_test_abc:").toString("base64")}`;
      expect((await call("GET", "/v1/balance", null, { authorization: basic })).status).toBe(200);
    });

    it.each(["Bearer sk_live_secret", "Bearer nothing", "Basic !!", "Digest x"])(
      "refuses %s with 401",
      async (authorization) => {
        const answer = await call("GET", "/v1/balance", null, { authorization });
        expect(answer).toMatchObject({ status: 401, body: { error: { type: "invalid_request_error" } } });
        expect(JSON.stringify(answer.body)).not.toContain("secret");
      },
    );

    it.each([
      ["pk_sandbox", "succeeded"],
      ["sk_sandbox", "requires_action"],
    ])(
      "answers %s that confirms a card with 3D Secure by %s: Stripe.js waits for the cardholder",
      async (key, status) => {
        const { id, client_secret } = await sandbox.stripe.setupIntents.create({});
        const form = `client_secret=${String(client_secret)}&payment_method=pm_card_authenticationRequired`;
        const confirmed = await call("POST", `/v1/setup_intents/${id}/confirm`, form, {
          authorization: `Bearer ${key}`,
        });
        expect(confirmed).toMatchObject({ status: 200, body: { status } });
      },
    );

    it("lets a publishable key confirm the intent whose secret it knows, and nothing else", async () => {
      const intent = await sandbox.stripe.setupIntents.create({});
      const confirm = (secret: string) =>
        sandbox.emulator.handle(
          new Request(`${API}/v1/setup_intents/${intent.id}/confirm`, {
            method: "POST",
            body: new URLSearchParams({ client_secret: secret, payment_method: "pm_card_visa", key: "pk_sandbox" }),
          }),
        );
      expect((await confirm(`${intent.id}_secret_wrong`)).status).toBe(404);
      const confirmed = await confirm(intent.client_secret ?? "");
      const body = (await confirmed.json()) as { readonly status: string; readonly payment_method: string };
      expect([body.status, body.payment_method.slice(0, 3)]).toEqual(["succeeded", "pm_"]);
      expect(
        (await call("GET", "/v1/balance?key=pk_sandbox", null, { authorization: "Bearer pk_sandbox" })).status,
      ).toBe(401);
    });
  });

  describe("errors", () => {
    it("answers an unknown URL with 404 and an error", async () => {
      const answer = await call("GET", "/v1/nothing");
      expect(answer).toMatchObject({ status: 404, body: { error: { type: "invalid_request_error" } } });
      expect(answer.headers.get("request-id")).toMatch(/^req_/);
    });

    it("names the missing object and parameter", async () => {
      await expect(sandbox.stripe.paymentIntents.retrieve("pi_none")).rejects.toMatchObject({
        statusCode: 404,
        code: "resource_missing",
      });
      const request = { amount: 500, currency: "eur", customer: "cus_none" };
      await expect(sandbox.stripe.paymentIntents.create(request)).rejects.toMatchObject({
        statusCode: 400,
        code: "resource_missing",
        param: "customer",
      });
    });

    it.each([
      ["", "amount", "parameter_missing"],
      ["amount=12.5&currency=eur", "amount", "parameter_invalid_integer"],
      ["amount=49&currency=eur", "amount", "amount_too_small"],
      ["amount=500", "currency", "parameter_missing"],
    ])("refuses a payment with %j by its %s", async (form, param, code) => {
      expect(await call("POST", "/v1/payment_intents", form)).toMatchObject({
        status: 400,
        body: { error: { param, code } },
      });
    });

    it("refuses a NUL, which no text can hold", async () => {
      expect((await call("POST", "/v1/customers", "email=a%00b")).status).toBe(400);
    });

    it("keeps names like __proto__ out of its objects", async () => {
      const answer = await call(
        "POST",
        "/v1/customers",
        "__proto__[polluted]=1&metadata[__proto__]=x&metadata[constructor]=y",
      );
      expect(answer.status).toBe(200);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });
  });

  describe("idempotency", () => {
    it("replays the first answer, byte for byte, and says so", async () => {
      const key = { "idempotency-key": "replay-1" };
      const first = await call("POST", "/v1/customers", "email=a@example.com&metadata[a]=1", key);
      const again = await call("POST", "/v1/customers", "metadata[a]=1&email=a@example.com", key);
      expect(again.body).toEqual(first.body);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(again.headers.get("original-request")).toBe(first.headers.get("request-id"));
      expect(first.headers.get("idempotent-replayed")).toBeNull();
    });

    it("refuses a key with other parameters", async () => {
      const key = { "idempotency-key": "other-1" };
      await call("POST", "/v1/customers", "email=a@example.com", key);
      const answer = await call("POST", "/v1/customers", "email=b@example.com", key);
      expect(answer).toMatchObject({ status: 400, body: { error: { type: "idempotency_error" } } });
    });

    it("remembers a decline, and charges nothing a second time", async () => {
      const request = {
        amount: 900,
        currency: "eur",
        payment_method: "pm_card_chargeDeclined",
        confirm: true,
        transfer_group: "declined-once",
      };
      const options = { idempotencyKey: "decline-1" };
      const first = await rejection(sandbox.stripe.paymentIntents.create(request, options));
      const second = await rejection(sandbox.stripe.paymentIntents.create(request, options));
      expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
      expect((await sandbox.stripe.charges.list({ transfer_group: "declined-once" })).data).toHaveLength(1);
    });

    it("leaves the key free after a wrong parameter", async () => {
      const key = { "idempotency-key": "free-1" };
      expect((await call("POST", "/v1/payment_intents", "amount=1", key)).status).toBe(400);
      expect((await call("POST", "/v1/payment_intents", "amount=500&currency=eur", key)).status).toBe(200);
    });

    it("forgets a key after 24 hours", async () => {
      const key = { "idempotency-key": "day-1" };
      const first = await call("POST", "/v1/customers", "", key);
      await sandbox.advance(24 * 3600 + 1);
      const second = await call("POST", "/v1/customers", "", key);
      expect(second.body.id).not.toBe(first.body.id);
    });
  });

  describe("lists", () => {
    it("pages newest first, forwards and backwards, without gaps", async () => {
      const group = { transfer_group: "pages" };
      const made: string[] = [];
      for (let n = 0; n < 7; n++) {
        const intent = await sandbox.stripe.paymentIntents.create({
          amount: 500,
          currency: "eur",
          payment_method: "pm_card_visa",
          confirm: true,
          ...group,
        });
        made.unshift(refOf(intent.latest_charge));
      }
      const ids = (page: Stripe.ApiList<Stripe.Charge>) => page.data.map((charge) => charge.id);
      const first = await sandbox.stripe.charges.list({ ...group, limit: 3 });
      expect(ids(first)).toEqual(made.slice(0, 3));
      expect(first.has_more).toBe(true);
      const last = await sandbox.stripe.charges.list({ ...group, limit: 4, starting_after: made[2] ?? "" });
      expect([ids(last), last.has_more]).toEqual([made.slice(3), false]);
      const back = await sandbox.stripe.charges.list({ ...group, limit: 2, ending_before: made[5] ?? "" });
      expect([ids(back), back.has_more]).toEqual([made.slice(3, 5), true]);

      const walked: string[] = [];
      for await (const charge of sandbox.stripe.charges.list({ ...group, limit: 2 })) walked.push(charge.id);
      expect(walked).toEqual(made);
    });

    it("refuses a limit or a cursor that means nothing", async () => {
      expect((await call("GET", "/v1/charges?limit=101")).status).toBe(400);
      expect((await call("GET", "/v1/charges?limit=0")).status).toBe(400);
      expect((await call("GET", "/v1/charges?starting_after=ch_none")).body.error).toMatchObject({
        code: "resource_missing",
      });
    });

    it("filters by when things were made", async () => {
      const { created } = await sandbox.stripe.customers.create({ email: "when@example.com" });
      const found = (range: Stripe.RangeQueryParam) =>
        sandbox.stripe.customers.list({ email: "when@example.com", created: range });
      expect((await found({ gte: created, lte: created })).data).toHaveLength(1);
      expect((await found({ gt: created })).data).toHaveLength(0);
    });
  });

  describe("expand", () => {
    it("puts objects in place of ids, in answers and in lists, some levels deep", async () => {
      const intent = await sandbox.stripe.paymentIntents.create({
        amount: 500,
        currency: "eur",
        payment_method: "pm_card_visa",
        confirm: true,
        transfer_group: "expanded",
        expand: ["latest_charge.balance_transaction"],
      });
      expect(intent.latest_charge).toMatchObject({
        object: "charge",
        balance_transaction: { object: "balance_transaction", amount: 500, fee: 33 },
      });
      const list = await sandbox.stripe.charges.list({ transfer_group: "expanded", expand: ["data.payment_intent"] });
      expect(list.data[0]?.payment_intent).toMatchObject({ id: intent.id });
    });

    it("refuses a property that is none", async () => {
      await expect(sandbox.stripe.customers.create({ expand: ["nothing"] })).rejects.toMatchObject({ statusCode: 400 });
    });
  });

  it("gives a saved card one fingerprint with its customer, and another with everybody else (decisions 12)", async () => {
    const [mine, yours] = await Promise.all([sandbox.stripe.customers.create({}), sandbox.stripe.customers.create({})]);
    const save = async (customer: string, card: string) =>
      (await sandbox.stripe.paymentMethods.attach(card, { customer })).card?.fingerprint;
    const first = await save(mine.id, "pm_card_visa");
    expect(await save(mine.id, "pm_card_visa")).toBe(first);
    expect(await save(mine.id, "pm_card_mastercard")).not.toBe(first);
    expect(await save(yours.id, "pm_card_visa")).not.toBe(first);
  });
});

async function rejection(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error("this should have been refused by Stripe");
}
