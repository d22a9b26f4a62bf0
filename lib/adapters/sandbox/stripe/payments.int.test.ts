import { afterAll, describe, expect } from "vitest";
import { paymentsContract } from "@/lib/adapters/stripe/payments.contract";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { sandboxStripe } from "./testing";

describe("the payments port over the sandbox's Stripe", () => {
  let database: TestDatabase | undefined;
  afterAll(() => database?.close());

  paymentsContract(async () => {
    database = await testDatabase();
    const { payments, stripe, complete } = sandboxStripe(database.db);
    return {
      payments,
      stripe,
      finishOnboarding: async (url) => {
        expect(await complete(url)).toMatchObject({ ok: true });
      },
    };
  });
});
