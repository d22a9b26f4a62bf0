import type Stripe from "stripe";
import type { ConnectAccount, Payments } from "@/lib/ports/payments";
import { OPERATION_ID, OWNER_ID } from "./ids";
import { ask, askOrNull } from "./outcome";

type Accounts = Pick<Payments, "createAccount" | "getAccount" | "createOnboardingLink" | "setPayoutDelay">;

export function accounts(stripe: Stripe): Accounts {
  return {
    createAccount: async ({ operationId, ownerId, email }) => {
      const account = await ask(() =>
        stripe.accounts.create(
          {
            type: "express",
            email,
            capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
            metadata: { [OPERATION_ID]: operationId, [OWNER_ID]: ownerId },
          },
          { idempotencyKey: operationId },
        ),
      );
      return toConnectAccount(account);
    },
    getAccount: async (accountId) => {
      const account = await askOrNull(() => stripe.accounts.retrieve(accountId));
      return account === null ? null : toConnectAccount(account);
    },
    createOnboardingLink: async ({ accountId, refreshUrl, returnUrl }) => {
      const link = await ask(() =>
        stripe.accountLinks.create({
          account: accountId,
          type: "account_onboarding",
          refresh_url: refreshUrl,
          return_url: returnUrl,
        }),
      );
      return link.url;
    },
    setPayoutDelay: async (accountId, days) => {
      await ask(() => stripe.accounts.update(accountId, { settings: { payouts: { schedule: { delay_days: days } } } }));
    },
  };
}

export function toConnectAccount(account: Stripe.Account): ConnectAccount {
  return {
    accountId: account.id,
    chargesEnabled: account.charges_enabled,
    payoutsEnabled: account.payouts_enabled,
    detailsSubmitted: account.details_submitted,
    ready: account.capabilities?.transfers === "active" && account.payouts_enabled,
  };
}
