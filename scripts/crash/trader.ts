import { randomBytes } from "node:crypto";
import { call } from "../../lib/testing/client.ts";
import { callPatiently, type Host, mustCall, until } from "./patience.ts";

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
  const invitation = await mailTo(host, email, /[?&]token=([\w.~-]+)/);
  // Refused when an earlier try got through and only its answer was lost; the key's mail tells.
  await callPatiently(host, "POST", "/v1/agents/activate", { body: { token: invitation, terms_agreed: true } });
  const apiKey = await mailTo(host, email, /(vxp_live_[A-Za-z0-9]+)/);
  const login = await mustCall(host, "POST", "/v1/agents/auth/token", { body: { api_key: apiKey } });
  const token = String(login.data.token);
  // A registration whose answer was lost was sent again; whichever of the two was activated is the one we are.
  const me = await mustCall(host, "GET", "/v1/agents/me", { token });
  return { id: String(me.data.id), token };
}

/** An agent with a card. */
export async function createBuyer(host: Host): Promise<Trader> {
  const buyer = await signUp(host, "buyer");
  const setup = await mustCall(host, "POST", "/v1/payment-methods/setup", { token: buyer.token });
  const secret = String(setup.data.client_secret);
  const form = { client_secret: secret, payment_method: "pm_card_visa", key: "pk_sandbox" };
  const confirmed = await mustCall(
    host,
    "POST",
    `/sandbox/stripe/v1/setup_intents/${secret.split("_secret")[0] ?? ""}/confirm`,
    {
      raw: new URLSearchParams(form).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    },
  );
  await mustCall(host, "POST", "/v1/payment-methods/save", {
    token: buyer.token,
    body: { payment_method_id: confirmed.json.payment_method },
  });
  return buyer;
}

/** An agent that can be paid. */
export async function createWorker(host: Host): Promise<Trader> {
  const worker = await signUp(host, "worker");
  const started = await mustCall(host, "POST", "/v1/connect/onboard", { token: worker.token });
  const form = new URL(String(started.data.onboarding_url));
  await mustCall(host, "POST", `${form.pathname}/complete${form.search}`);
  await until("onboarding", async () => {
    const status = await mustCall(host, "GET", "/v1/connect/status", { token: worker.token });
    return status.data.is_ready === true ? true : null;
  });
  return worker;
}

function mailTo(host: Host, email: string, pattern: RegExp): Promise<string> {
  return until(`a mail to ${email}`, async () => {
    const answer = await call(host.base, "GET", `/sandbox/mailbox?to=${encodeURIComponent(email)}`);
    const mails = answer.json.data as readonly { readonly text: string; readonly links: readonly string[] }[];
    const found = mails.map((mail) => pattern.exec([mail.text, ...mail.links].join("\n"))?.[1]);
    return found.find((match) => match !== undefined) ?? null;
  });
}
