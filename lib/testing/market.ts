import http from "node:http";
import type { AddressInfo } from "node:net";
import { EVENTS } from "../domain/webhooks";
import type { TestApp } from "./app";
import { call, randomName, type Answer, type CallOptions } from "./client";
import { until } from "./until";

export interface Received {
  readonly path: string;
  readonly event: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly raw: string;
  readonly headers: http.IncomingHttpHeaders;
}

export interface Trader {
  readonly id: string;
  readonly email: string;
  readonly apiKey: string;
  readonly secret: string;
  token: string;
  /** Where its webhooks arrive. */
  readonly path: string;
}

/** A text that the sandbox's judges pass for `directJob`. */
export const GOOD_TEXT =
  "Summary: the quarterly report shows that revenue grew 12 percent in the quarter and costs fell. This summary covers the report in one paragraph.";

/** What of a webhook's body is not as the catalogue documents it, or null. */
function flawOf({ id, event, timestamp, ...payload }: Received["body"]): string | null {
  const definition = Object.entries(EVENTS).find(([name]) => name === event)?.[1];
  if (definition === undefined) return `${String(event)} is no event of ours`;
  const parsed = definition.payload.strict().safeParse(payload);
  const enveloped = typeof id === "string" && typeof timestamp === "string" && timestamp.endsWith("Z");
  if (parsed.success && enveloped) return null;
  return `${String(event)} is not as documented: ${parsed.error?.message ?? "its envelope"} in ${JSON.stringify(payload)}`;
}

function expectStatus(answer: Answer, status: number, what: string): Answer {
  if (answer.status !== status)
    throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.json).slice(0, 400)}`);
  return answer;
}

/** Agents, their webhook receiver and the steps of a trade, through the public API of a `testApp`. */
export class Market {
  readonly received: Received[] = [];
  /** What a receiver answers, by its path; 200 where nothing is said. */
  readonly answers = new Map<string, number>();
  /** Webhooks that were not as documented. */
  private readonly flaws: string[] = [];
  private readonly server: http.Server;

  private constructor(readonly app: Pick<TestApp, "base">) {
    this.server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const raw = Buffer.concat(chunks).toString();
        const body = JSON.parse(raw) as Record<string, unknown>;
        const path = request.url ?? "/";
        const flaw = flawOf(body);
        if (flaw !== null) this.flaws.push(flaw);
        this.received.push({ path, event: String(body.event), body, raw, headers: request.headers });
        response.writeHead(this.answers.get(path) ?? 200).end();
      });
    });
  }

  static async open(app: Pick<TestApp, "base">): Promise<Market> {
    const market = new Market(app);
    await new Promise<void>((resolve) => market.server.listen(0, "127.0.0.1", resolve));
    return market;
  }

  /** Throws when any webhook that arrived was not as documented: every test of a trade is also one of its events. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    if (this.flaws.length > 0) throw new Error(this.flaws.slice(0, 5).join("\n"));
  }

  call(method: string, route: string, options?: CallOptions): Promise<Answer> {
    return call(this.app.base, method, route, options);
  }

  /** Waits for a webhook at a trader's receiver. */
  event(
    trader: Pick<Trader, "path">,
    type: string,
    matches: (body: Received["body"]) => boolean = () => true,
  ): Promise<Received> {
    return until(
      () => `webhook ${type}`,
      () =>
        Promise.resolve(
          this.received.find((hit) => hit.path === trader.path && hit.event === type && matches(hit.body)),
        ),
    );
  }

  /** The newest mail to an address that fits. */
  mail(to: string, fits: (text: string) => boolean): Promise<string> {
    return until(
      () => `a mail to ${to}`,
      async () => {
        const answer = await this.call("GET", `/sandbox/mailbox?to=${encodeURIComponent(to)}`);
        const mails = answer.json.data as readonly { text: string; links: readonly string[] }[];
        return mails.map(({ text, links }) => [text, ...links].join("\n")).find(fits);
      },
    );
  }

  async trader(
    options: {
      readonly name?: string;
      readonly email?: string;
      readonly capabilities?: readonly string[];
      readonly card?: string | null;
      readonly onboarded?: boolean;
    } = {},
  ): Promise<Trader> {
    const {
      name = randomName("agent"),
      email = `${randomName("owner")}@example.com`,
      capabilities = ["summarization"],
      card = null,
      onboarded = false,
    } = options;
    const path = `/${randomName("hook")}`;
    const { port } = this.server.address() as AddressInfo;
    const body = {
      name,
      owner_email: email,
      capabilities,
      webhook_url: `http://127.0.0.1:${port}${path}`,
    };
    const id = String(
      expectStatus(await this.call("POST", "/v1/agents/register", { body }), 201, "register").data.agent_id,
    );
    const invitation = await this.mail(email, (text) => text.includes("/activate?token=") && text.includes(body.name));
    const token = /token=([\w-]+)/.exec(invitation)?.[1];
    const activated = expectStatus(
      await this.call("POST", "/v1/agents/activate", { body: { token, terms_agreed: true } }),
      200,
      "activate",
    );
    const checkout = activated.data.checkout_url;
    if (typeof checkout === "string") await this.call("POST", `${checkout}/complete`, { body: {} });
    const keys = await this.mail(email, (text) => text.includes("vxp_live_") && text.includes(id));
    const apiKey = /vxp_live_\w+/.exec(keys)?.[0] ?? "";
    const secret = /whsec_[\w+/=]+/.exec(keys)?.[0] ?? "";
    const trader: Trader = { id, email, apiKey, secret, path, token: await this.login(apiKey) };
    if (card !== null) await this.saveCard(trader, card);
    if (onboarded) await this.onboard(trader);
    return trader;
  }

  async login(apiKey: string): Promise<string> {
    return String(
      expectStatus(await this.call("POST", "/v1/agents/auth/token", { body: { api_key: apiKey } }), 200, "token").data
        .token,
    );
  }

  /** A JWT lives one hour of the application's time. */
  async relog(...traders: readonly Trader[]): Promise<void> {
    for (const trader of traders) trader.token = await this.login(trader.apiKey);
  }

  async ownerToken(email: string): Promise<string> {
    await this.call("POST", "/v1/owners/auth/magic-link", { body: { email } });
    const code = /\b(\d{6})\b/.exec(await this.mail(email, (text) => text.includes("/login/verify?token=")))?.[1];
    return String(
      expectStatus(await this.call("POST", "/v1/owners/auth/verify", { body: { email, code } }), 200, "verify").data
        .token,
    );
  }

  async saveCard(trader: Trader, card = "pm_card_visa"): Promise<string> {
    const setup = expectStatus(
      await this.call("POST", "/v1/payment-methods/setup", { token: trader.token, body: {} }),
      200,
      "setup",
    );
    const secret = String(setup.data.client_secret);
    const confirmed = await this.call(
      "POST",
      `/sandbox/stripe/v1/setup_intents/${secret.split("_secret")[0]}/confirm`,
      {
        raw: new URLSearchParams({ client_secret: secret, payment_method: card, key: "pk_sandbox" }).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      },
    );
    const { json: intent } = expectStatus(confirmed, 200, "confirm the setup");
    const id = String(intent.payment_method);
    expectStatus(
      await this.call("POST", "/v1/payment-methods/save", { token: trader.token, body: { payment_method_id: id } }),
      201,
      "save card",
    );
    return id;
  }

  async onboard(trader: Trader): Promise<void> {
    const started = expectStatus(
      await this.call("POST", "/v1/connect/onboard", { token: trader.token, body: {} }),
      200,
      "onboard",
    );
    const url = new URL(String(started.data.onboarding_url));
    url.pathname += "/complete";
    await this.call("POST", url.href, { body: {} });
    await until(
      () => "onboarding",
      async () =>
        (await this.call("GET", "/v1/connect/status", { token: trader.token })).data.is_ready === true
          ? true
          : undefined,
    );
  }

  directJob(worker: Trader, over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
    const task_spec = { description: "Summarise the quarterly report in one paragraph and include the word summary." };
    return {
      title: "Summarise this document",
      task_spec,
      amount: 20,
      worker_agent_id: worker.id,
      deadline_hours: 24,
      ...over,
    };
  }

  /** A funded direct job's id. */
  async post(buyer: Trader, worker: Trader, over?: Readonly<Record<string, unknown>>): Promise<string> {
    const answer = await this.call("POST", "/v1/jobs", { token: buyer.token, body: this.directJob(worker, over) });
    return String(expectStatus(answer, 201, "post").data.id);
  }

  act(id: string, verb: string, by: Trader, body: unknown = {}): Promise<Answer> {
    return this.call("POST", `/v1/jobs/${id}/${verb}`, { token: by.token, body });
  }

  async status(id: string, by: Trader): Promise<string> {
    return String((await this.call("GET", `/v1/jobs/${id}`, { token: by.token })).data.status);
  }

  async reach(id: string, by: Trader, wanted: string): Promise<void> {
    await until(
      () => `status ${wanted}`,
      async () => ((await this.status(id, by)) === wanted ? true : undefined),
    );
  }

  async accepted(buyer: Trader, worker: Trader, over?: Readonly<Record<string, unknown>>): Promise<string> {
    const id = await this.post(buyer, worker, over);
    expectStatus(await this.act(id, "accept", worker), 200, "accept");
    return id;
  }

  /** A job whose text was handed in and has passed validation. */
  async delivered(buyer: Trader, worker: Trader, over?: Readonly<Record<string, unknown>>): Promise<string> {
    const id = await this.accepted(buyer, worker, over);
    expectStatus(await this.act(id, "submit", worker, { deliverable: GOOD_TEXT }), 200, "submit");
    await this.reach(id, buyer, "delivered");
    return id;
  }

  async completed(buyer: Trader, worker: Trader, over?: Readonly<Record<string, unknown>>): Promise<string> {
    const id = await this.delivered(buyer, worker, over);
    expectStatus(await this.act(id, "approve", buyer), 200, "approve");
    return id;
  }

  /** The emulator's own API, as Stripe's dashboard would show it. */
  async stripe(route: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const answer = await this.call("GET", `/sandbox/stripe${route}`, {
      headers: { authorization: "Bearer sk_sandbox" },
    });
    return answer.json.data as readonly Readonly<Record<string, unknown>>[];
  }
}
