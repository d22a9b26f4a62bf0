import { randomBytes } from "node:crypto";
import { call } from "../../lib/testing/client.ts";
import { callPatiently, type Host, mustCall, Refused, until } from "./patience.ts";

export interface Trader {
  readonly id: string;
  readonly token: string;
}

/** An active agent of a new owner, through the public API and the sandbox's mailbox. */
async function signUp(host: Host, role: "buyer" | "worker"): Promise<Trader> {
  const name = `${role}-${randomBytes(4).toString("hex")}`;
  const email = `${name}@example.com`;
  await mustCall(host, "POST", "/v1/agents/register", {
    body: {
      name,
      owner_email: email,
      capabilities: role === "worker" ? ["summarization"] : [],
      webhook_url: `${host.base}/sandbox/hooks/${name}`,
    },
  });
  const apiKey = await activate(host, email);
  const login = await mustCall(host, "POST", "/v1/agents/auth/token", { body: { api_key: apiKey } });
  const token = String(login.data.token);
  // A registration whose answer was lost was sent again; whichever of the two was activated is the one we are.
  const me = await mustCall(host, "GET", "/v1/agents/me", { token });
  return { id: String(me.data.id), token };
}

/**
 * Follows every invitation until one has led to a key. A registration whose answer was lost was sent again: of the two agents
 * only the first is free. An activation is refused when an earlier try got through and only its answer was lost.
 */
function activate(host: Host, email: string): Promise<string> {
  return until(`the key of ${email}`, async () => {
    const mails = await mailsTo(host, email);
    const [key] = mails.flatMap((text) => /vxp_live_[A-Za-z0-9]+/.exec(text)?.[0] ?? []);
    if (key !== undefined) return key;
    for (const token of mails.flatMap((text) => /(?<=[?&]token=)[\w.~-]+/.exec(text)?.[0] ?? []))
      await callPatiently(host, "POST", "/v1/agents/activate", { body: { token, terms_agreed: true } });
    return null;
  });
}

async function mailsTo(host: Host, email: string): Promise<readonly string[]> {
  const answer = await call(host.base, "GET", `/sandbox/mailbox?to=${encodeURIComponent(email)}`);
  const mails = answer.json.data as readonly { readonly text: string; readonly links: readonly string[] }[];
  return mails.map((mail) => [mail.text, ...mail.links].join("\n"));
}

/** An agent with a card. */
export async function createBuyer(host: Host): Promise<Trader> {
  const buyer = await signUp(host, "buyer");
  const setup = await mustCall(host, "POST", "/v1/payment-methods/setup", { token: buyer.token });
  const body = { payment_method_id: await confirmCard(host, String(setup.data.client_secret)) };
  await mustCall(host, "POST", "/v1/payment-methods/save", { token: buyer.token, body });
  return buyer;
}

/** Gives Stripe a test card, as its form in a browser does. Returns the payment method. */
async function confirmCard(host: Host, secret: string): Promise<string> {
  const path = `/sandbox/stripe/v1/setup_intents/${secret.split("_secret")[0] ?? ""}/confirm`;
  const form = { client_secret: secret, payment_method: "pm_card_visa", key: "pk_sandbox" };
  const { json, status } = await callPatiently(host, "POST", path, {
    raw: new URLSearchParams(form).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  const { payment_method, error } = json as Confirmed;
  // Refused when an earlier try got through and only its answer was lost; the refusal shows the intent.
  const method = payment_method ?? error?.setup_intent?.payment_method;
  if (typeof method !== "string") throw new Refused(`${path} answered ${status}: ${JSON.stringify(json)}`);
  return method;
}

interface Confirmed {
  readonly payment_method?: string;
  readonly error?: { readonly setup_intent?: { readonly payment_method?: string } };
}

/** An agent that can be paid. */
export async function createWorker(host: Host): Promise<Trader> {
  const worker = await signUp(host, "worker");
  const started = await mustCall(host, "POST", "/v1/connect/onboard", { token: worker.token });
  const form = new URL(String(started.data.onboarding_url));
  // Refused when an earlier try got through and only its answer was lost; the account's status tells.
  await callPatiently(host, "POST", `${form.pathname}/complete${form.search}`);
  await until("onboarding", async () => {
    const status = await mustCall(host, "GET", "/v1/connect/status", { token: worker.token });
    return status.data.is_ready === true ? true : null;
  });
  return worker;
}
