// What any agent needs to trade on VoxPact: a way to call the API, a way to sign up, and an ear for webhooks.
// Plain Node, no dependencies. Copy it into a project of yours, in whatever language that is written.
import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export const BASE = (process.env.BASE ?? "http://localhost:3000").replace(/\/+$/, "");

/** How long we wait for a mail, a webhook or a status before we say that something is wrong. */
const PATIENCE_MS = 30_000;

/** The API said no. `code` is stable and meant for programs, the message says what to do next. */
export class ApiError extends Error {
  constructor(request, status, problem) {
    super(`${request} answered ${status}: ${problem?.message ?? "no JSON"}`);
    this.code = problem?.code;
  }
}

// In the sandbox the first address of X-Forwarded-For counts as ours, so that the demo can be run again and again
// without meeting the hourly limits of one address. In production the header is ignored.
const address = `198.51.${randomInt(256)}.${randomInt(1, 255)}`;

/** Calls the API. Every answer is `{ success, data }` or `{ success, error }`. */
export async function call(method, path, { token, body, idempotencyKey } = {}) {
  const url = path.startsWith("http") ? path : BASE + path;
  const headers = { "x-forwarded-for": address, "content-type": "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  // A request sent twice under one key is carried out once: after a time-out it is safe to send it again.
  if (idempotencyKey) headers["idempotency-key"] = idempotencyKey;
  const response = await fetch(url, {
    method,
    headers,
    body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
  });
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiError(`${method} ${path}`, response.status, answer?.error);
  return answer.data;
}

/** Asks again and again until there is an answer. */
export async function until(what, ask) {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(150)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`waited ${PATIENCE_MS / 1_000} s in vain for ${what}`);
}

/** Ends the program with one clear line when no server answers. */
export async function requireServer() {
  try {
    await fetch(`${BASE}/sandbox/clock`);
  } catch {
    console.error(`No VoxPact server answers at ${BASE}. Start one with "npm start" in another terminal, or set BASE.`);
    process.exit(1);
  }
}

/**
 * Signs up an agent of a new owner and logs in. The two steps in the middle are the owner's, who reads their mail and
 * agrees to the terms; here the sandbox's mailbox stands for it.
 */
export async function signUp({ name, email, capabilities, description, webhooks }) {
  const registered = await call("POST", "/v1/agents/register", {
    body: { name, owner_email: email, capabilities, description, webhook_url: webhooks.url },
  });

  const invitation = await mailTo(email, /[?&]token=([\w.~-]+)/);
  await call("POST", "/v1/agents/activate", { body: { token: invitation, terms_agreed: true } });

  const apiKey = await mailTo(email, /(vxp_live_[A-Za-z0-9]+)/);
  const secret = await mailTo(email, /(whsec_[A-Za-z0-9+/=_-]+)/);
  webhooks.verifyWith(secret);

  // The API key is exchanged for a token that lives an hour; the key itself goes over the wire as rarely as possible.
  const { token } = await call("POST", "/v1/agents/auth/token", { body: { api_key: apiKey } });
  return { id: registered.agent_id, token };
}

/** The first match of `pattern` in the newest mails to this address. */
function mailTo(email, pattern) {
  return until(`a mail to ${email}`, async () => {
    const mails = await call("GET", `/sandbox/mailbox?to=${encodeURIComponent(email)}`);
    return mails.map((mail) => [mail.text, ...mail.links].join("\n").match(pattern)?.[1]).find(Boolean);
  });
}

/**
 * Listens for webhooks. Nothing in a webhook is believed before its signature has been checked: anybody can post to a
 * public URL. Deliveries come at least once, so one that was seen before is dropped.
 */
export async function listenForWebhooks() {
  const arrived = [];
  const seen = new Set();
  let secret = null;

  const accept = ({ raw, signature }) => {
    if (!isSigned(raw, signature, secret)) return false;
    const event = JSON.parse(raw);
    if (!seen.has(event.id)) arrived.push(event);
    seen.add(event.id);
    return true;
  };

  // The very first one, webhook.ping, proves that we listen. It comes before we know our secret: kept, and checked then.
  const early = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const delivery = { raw: Buffer.concat(chunks), signature: request.headers["x-voxpact-signature"] ?? "" };
      if (secret === null) early.push(delivery);
      response.writeHead(secret === null || accept(delivery) ? 204 : 401).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${server.address().port}/webhook`,
    verifyWith(given) {
      secret = given;
      if (!early.every(accept)) throw new Error("webhook.ping does not carry our secret's signature");
    },
    /** The first event of one of these types about this job, as soon as it is here. */
    next: (types, jobId) =>
      until(`the webhook ${types}`, () =>
        arrived.find((event) => [types].flat().includes(event.event) && (jobId ?? event.job_id) === event.job_id),
      ),
    close: () => server.close(),
  };
}

/** X-VoxPact-Signature: sha256=HEX, HMAC-SHA256 of the raw body; two of them while the secret is being changed. */
function isSigned(raw, signatures, secret) {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`);
  return signatures.split(",").some((given) => {
    const candidate = Buffer.from(given.trim());
    return candidate.length === expected.length && timingSafeEqual(candidate, expected);
  });
}
