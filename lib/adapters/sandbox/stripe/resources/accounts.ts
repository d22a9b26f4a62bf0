import type Stripe from "stripe";
import { newStripeId } from "../ids";
import type { Stored } from "../model";
import { emptyList, list } from "../pages";
import type { Call, Route } from "../routes";
import { invalid, missingParam, refused } from "../wire/failures";
import type { Params } from "../wire/params";
import type { Work } from "../work";

/** Stripe's account links open for five minutes. */
const LINK_SECONDS = 300;
const DEFAULT_DELAY_DAYS = 7;
const MAX_DELAY_DAYS = 31;
const DUE_BEFORE_ONBOARDING = [
  "external_account",
  "individual.dob.day",
  "individual.dob.month",
  "individual.dob.year",
  "individual.first_name",
  "individual.last_name",
  "tos_acceptance.date",
  "tos_acceptance.ip",
];

export const accountRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/accounts", run: create },
  { method: "GET", path: "/v1/accounts", run: (work, { params }) => list(work, "account", params, "/v1/accounts") },
  { method: "GET", path: "/v1/accounts/:id", run: async (work, { id }) => (await work.get("account", id)).data },
  { method: "POST", path: "/v1/accounts/:id", run: update },
  { method: "POST", path: "/v1/accounts/:id/login_links", run: loginLink },
  {
    method: "POST",
    path: "/v1/account_links",
    reads: ({ params }) => ({ ids: [params.text("account")] }),
    run: accountLink,
  },
  { method: "POST", path: "/v1/test_helpers/accounts/:id/restrict", run: (work, call) => restrict(work, call, true) },
  {
    method: "POST",
    path: "/v1/test_helpers/accounts/:id/unrestrict",
    run: (work, call) => restrict(work, call, false),
  },
  { method: "POST", path: "/v1/test_helpers/accounts/:id/pay_out", run: payOut },
];

async function create(work: Work, { params }: Call): Promise<Stripe.Account> {
  if (params.oneOf("type", ["express"]) === null && params.child("controller") === null) throw missingParam("type");
  const id = newStripeId("acct", 16);
  const data: Stripe.Account = {
    id,
    object: "account",
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: null,
      minority_owned_business_designation: null,
      name: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: params.oneOf("business_type", ["company", "government_entity", "individual", "non_profit"]),
    capabilities: {},
    charges_enabled: false,
    controller: {
      fees: { payer: "application_express" },
      is_controller: true,
      losses: { payments: "application" },
      requirement_collection: "stripe",
      stripe_dashboard: { type: "express" },
      type: "application",
    },
    country: params.text("country") ?? "DE",
    created: work.now,
    default_currency: "eur",
    details_submitted: false,
    email: params.text("email"),
    external_accounts: emptyList(`/v1/accounts/${id}/external_accounts`),
    future_requirements: requirements([]),
    metadata: params.metadata(),
    payouts_enabled: false,
    requirements: requirements(DUE_BEFORE_ONBOARDING),
    settings: newSettings(),
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: "express",
  };
  const account = work.insert("account", { id, data, internal: { restricted: false, paidOutAt: null } });
  applyCapabilities(account, params);
  applySchedule(account, params);
  return Promise.resolve(data);
}

function newSettings(): Stripe.Account.Settings {
  return {
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_issuing: { tos_acceptance: { date: null, ip: null } },
    card_payments: {
      decline_on: { avs_failure: false, cvc_failure: false },
      statement_descriptor_prefix: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: null, timezone: "Etc/UTC" },
    invoices: { default_account_tax_ids: null, hosted_payment_method_save: null },
    payments: {
      statement_descriptor: null,
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    payouts: {
      debit_negative_balances: true,
      schedule: { delay_days: DEFAULT_DELAY_DAYS, interval: "daily" },
      statement_descriptor: null,
    },
    sepa_debit_payments: {},
  };
}

function requirements(due: readonly string[]): Stripe.Account.Requirements & Stripe.Account.FutureRequirements {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: [...due],
    disabled_reason: due.length === 0 ? null : "requirements.past_due",
    errors: [],
    eventually_due: [...due],
    past_due: [...due],
    pending_verification: [],
  };
}

function applyCapabilities(account: Stored<"account">, params: Params): void {
  const requested = params.child("capabilities");
  const known = { ...account.data.capabilities } as Record<string, Stripe.Account.Capabilities.Transfers>;
  for (const name of requested?.names() ?? []) {
    if (requested?.child(name)?.flag("requested")) known[name] ??= "inactive";
  }
  account.data.capabilities = known;
  refresh(account);
}

/** Capabilities, requirements and what is enabled follow from what the owner handed in. */
function refresh(account: Stored<"account">): void {
  const { data } = account;
  const ready = data.details_submitted && !account.internal.restricted;
  const capabilities = Object.keys(data.capabilities ?? {}).map(
    (name) => [name, ready ? "active" : "inactive"] as const,
  );
  data.capabilities = Object.fromEntries(capabilities);
  data.charges_enabled = ready && data.capabilities.card_payments === "active";
  data.payouts_enabled = ready;
  const due = account.internal.restricted
    ? ["individual.verification.document"]
    : data.details_submitted
      ? []
      : DUE_BEFORE_ONBOARDING;
  data.requirements = requirements(due);
}

function applySchedule(account: Stored<"account">, params: Params): void {
  const schedule = params.child("settings")?.child("payouts")?.child("schedule") ?? null;
  const payouts = account.data.settings?.payouts;
  if (schedule === null || payouts === undefined) return;
  if (schedule.text("delay_days") === "minimum") payouts.schedule.delay_days = DEFAULT_DELAY_DAYS;
  else payouts.schedule.delay_days = delayDays(schedule) ?? payouts.schedule.delay_days;
  payouts.schedule.interval =
    schedule.oneOf("interval", ["daily", "manual", "monthly", "weekly"]) ?? payouts.schedule.interval;
}

function delayDays(schedule: Params): number | null {
  const days = schedule.integer("delay_days");
  if (days !== null && (days < DEFAULT_DELAY_DAYS || days > MAX_DELAY_DAYS)) {
    throw invalid(`Your account's delay_days must be between ${DEFAULT_DELAY_DAYS} and ${MAX_DELAY_DAYS}.`, {
      param: "settings[payouts][schedule][delay_days]",
    });
  }
  return days;
}

async function update(work: Work, { id, params }: Call): Promise<Stripe.Account> {
  const account = await work.get("account", id);
  account.data.metadata = params.metadata(account.data.metadata);
  if (params.has("email")) account.data.email = params.text("email");
  applyCapabilities(account, params);
  applySchedule(account, params);
  work.save(account);
  work.emit("account.updated", account.data, id);
  return account.data;
}

async function loginLink(work: Work, { id }: Call): Promise<Stripe.LoginLink> {
  const account = await work.get("account", id);
  if (!account.data.details_submitted) {
    throw refused("Cannot create a login link for an account that has not completed onboarding.");
  }
  return { object: "login_link", created: work.now, url: `${work.settings.publicBase}/express/${id}` };
}

async function accountLink(work: Work, { params }: Call): Promise<Stripe.AccountLink> {
  const account = await work.get("account", params.requiredText("account"), "account");
  params.requiredText("type");
  params.requiredText("refresh_url");
  params.requiredText("return_url");
  const token = newStripeId("alnk");
  const data: Stripe.AccountLink = {
    object: "account_link",
    created: work.now,
    expires_at: work.now + LINK_SECONDS,
    url: `${work.settings.publicBase}/onboarding/${token}`,
  };
  const internal = {
    account: account.id,
    refreshUrl: params.url("refresh_url") ?? "",
    returnUrl: params.url("return_url") ?? "",
    used: false,
  };
  work.insert("account_link", { id: token, parent: account.id, data, internal });
  return data;
}

/** The owner finished the hosted onboarding: everything is handed in, and Stripe asks for nothing more. */
export function completeOnboarding(work: Work, account: Stored<"account">): void {
  const { data } = account;
  data.details_submitted = true;
  data.business_type ??= "individual";
  data.tos_acceptance = { date: work.now, ip: "203.0.113.7", user_agent: null };
  data.external_accounts ??= emptyList(`/v1/accounts/${account.id}/external_accounts`);
  if (data.external_accounts.data.length === 0) data.external_accounts.data = [bankAccount(account)];
  refresh(account);
  work.save(account);
  work.emit("account.updated", data, account.id);
}

function bankAccount(account: Stored<"account">): Stripe.BankAccount {
  return {
    id: newStripeId("ba"),
    object: "bank_account",
    account: account.id,
    account_holder_name: null,
    account_holder_type: null,
    account_type: null,
    available_payout_methods: ["standard"],
    bank_name: "STRIPE TEST BANK",
    country: account.data.country ?? "DE",
    currency: "eur",
    default_for_currency: true,
    fingerprint: null,
    last4: "3000",
    metadata: {},
    routing_number: null,
    status: "new",
  };
}

/** Sandbox only: Stripe wants a document again, and payouts stop until `unrestrict`. */
async function restrict(work: Work, { id }: Call, restricted: boolean): Promise<Stripe.Account> {
  const account = await work.get("account", id);
  account.internal.restricted = restricted;
  refresh(account);
  work.save(account);
  work.emit("account.updated", account.data, id);
  return account.data;
}

/** Sandbox only: the account's balance goes to its bank, so that transfers made until now cannot be reversed. */
async function payOut(work: Work, { id }: Call): Promise<Stripe.Account> {
  const account = await work.get("account", id);
  account.internal.paidOutAt = work.now;
  work.save(account);
  return account.data;
}
