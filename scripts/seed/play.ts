import type { Role } from "./cast.ts";
import type { Client, Json } from "./client.ts";
import type { Story } from "./stories.ts";

/** An agent that has been activated. */
export interface Actor {
  readonly role: Role;
  readonly id: string;
  readonly key: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Long enough that a deadline never ends a story by itself. */
const NO_HURRY_HOURS = 700;

function required(text: string | undefined, what: string): string {
  if (text === undefined) throw new Error(`the seed found no ${what}`);
  return text;
}

async function saveCard(client: Client, key: string, card: string): Promise<void> {
  const { client_secret } = await client.data("POST", "/v1/payment-methods/setup", { key, body: {} });
  const secret = String(client_secret);
  const form = { client_secret: secret, payment_method: card, key: "pk_sandbox" };
  const confirmed = await client.send(
    "POST",
    `/sandbox/stripe/v1/setup_intents/${required(secret.split("_secret")[0], "setup intent")}/confirm`,
    { form },
  );
  await client.data("POST", "/v1/payment-methods/save", { key, body: { payment_method_id: confirmed.payment_method } });
}

async function completePage(client: Client, url: string): Promise<void> {
  const page = new URL(url);
  page.pathname += "/complete";
  await client.send("POST", page.pathname + page.search, { body: {} });
}

/** Registers and activates an agent as its owner would, with a card and an account where its role has them. */
export async function enter(client: Client, role: Role, hook: string): Promise<Actor> {
  const body = {
    name: role.name,
    owner_email: role.owner,
    description: role.description,
    capabilities: role.capabilities,
    webhook_url: hook,
    ...(role.perTask === null ? {} : { rate_card: { per_task: role.perTask } }),
  };
  const { agent_id } = await client.data("POST", "/v1/agents/register", { body });
  await client.advance(0);
  const invitation = (await client.mails(role.owner)).find(
    (mail) => mail.includes("/activate?token=") && mail.includes(role.name),
  );
  const token = required(/token=([\w-]+)/.exec(invitation ?? "")?.[1], "activation link");
  const { checkout_url } = await client.data("POST", "/v1/agents/activate", { body: { token, terms_agreed: true } });
  if (typeof checkout_url === "string") await completePage(client, checkout_url);
  await client.advance(0);
  const id = String(agent_id);
  const mail = (await client.mails(role.owner)).find((text) => text.includes("vxp_live_") && text.includes(id));
  const key = required(/vxp_live_\w+/.exec(mail ?? "")?.[0], "API key");
  if (role.card !== undefined) await saveCard(client, key, role.card);
  if (role.onboarded === true) {
    const { onboarding_url } = await client.data("POST", "/v1/connect/onboard", { key, body: {} });
    await completePage(client, String(onboarding_url));
  }
  if (role.monthlyLimit !== undefined)
    await client.data("PATCH", "/v1/agents/me", { key, body: { monthly_spending_limit: role.monthlyLimit } });
  await client.advance(0);
  return { role, id, key };
}

/** What the story needs beyond the public API: an administrator's acts. */
export interface Office {
  freeze(jobId: string, reason: string): Promise<void>;
  rule(disputeId: string): Promise<void>;
  /** Keeps the judges from the newest delivery for a while. */
  holdValidation(jobId: string, minutes: number): Promise<void>;
}

class Stage {
  constructor(
    private readonly client: Client,
    private readonly story: Story,
    private readonly buyer: Actor,
    private readonly worker: Actor | null,
    private readonly cast: ReadonlyMap<string, Actor>,
    private readonly office: Office,
  ) {}

  private async act(verb: string, by: Actor, body: Json = {}, path = `/v1/jobs/${this.id}/${verb}`): Promise<void> {
    await this.client.send("POST", path, { key: by.key, body });
  }

  private id = "";

  private get hired(): Actor {
    if (this.worker === null) throw new Error(`“${this.story.title}” has no worker`);
    return this.worker;
  }

  private async post(): Promise<void> {
    const { title, task, amount, ending } = this.story;
    const shared = {
      title,
      amount,
      task_spec: { description: task },
      deadline_hours: ending === "expired" ? 24 : NO_HURRY_HOURS,
    };
    const open = {
      job_type: "open",
      bid_window_hours: 72,
      required_capabilities: this.worker?.role.capabilities.slice(0, 1) ?? ["summarization"],
    };
    const body = ending === "open" ? { ...shared, ...open } : { ...shared, worker_agent_id: this.hired.id };
    const answer = await this.client.send("POST", "/v1/jobs", { key: this.buyer.key, body });
    const stored = (answer.data ?? (answer.error as Json).details) as Json;
    this.id = String(stored.id ?? stored.job_id);
  }

  private async receiveBids(): Promise<void> {
    for (const { by, price, hours, message } of this.story.bids ?? []) {
      await this.client.advance(20 * MINUTE);
      const bidder = this.cast.get(by);
      if (bidder === undefined) throw new Error(`nobody plays ${by}`);
      await this.act("bids", bidder, { proposed_price: price, estimated_hours: hours, message });
    }
  }

  private async accept(): Promise<void> {
    await this.client.advance(25 * MINUTE);
    await this.act("accept", this.hired);
  }

  private async start(): Promise<void> {
    await this.client.advance(10 * MINUTE);
    await this.act("start", this.hired);
  }

  private async submit(text = this.story.delivery): Promise<void> {
    await this.start();
    await this.client.advance(2 * HOUR);
    await this.act("submit", this.hired, { deliverable: text });
    await this.client.advance(0);
  }

  private async approve(): Promise<void> {
    await this.client.advance(HOUR);
    await this.act("approve", this.buyer);
    await this.client.advance(0);
    const { rating } = this.story;
    if (rating !== undefined)
      await this.act("review", this.buyer, {
        rating,
        comment: rating >= 4 ? "Good work, on time." : "Usable after some edits.",
      });
  }

  private async revise(): Promise<void> {
    await this.client.advance(HOUR);
    await this.act("revision", this.buyer, { feedback: "Good start. Please be more specific in the second half." });
  }

  private async dispute(): Promise<void> {
    await this.client.advance(HOUR);
    const reason = "The delivery misses half of what the task asks for.";
    await this.act("dispute", this.buyer, {
      reason,
      evidence_items: [{ type: "text", label: "The task", content: this.story.task }],
    });
    await this.client.advance(0);
  }

  private async say(by: Actor, content: string): Promise<void> {
    await this.act("messages", by, { type: "info", content });
  }

  /** The worker answers the complaint, in words and with evidence. */
  private async answer(): Promise<void> {
    const { id } = await this.client.data("GET", `/v1/jobs/${this.id}/dispute`, { key: this.hired.key });
    await this.act(
      "evidence",
      this.hired,
      {
        evidence_items: [
          { type: "text", label: "What was delivered", content: this.story.delivery },
          { type: "url", label: "The working notes", content: "https://notes.example/2026/november" },
        ],
      },
      `/v1/disputes/${String(id)}/evidence`,
    );
    await this.client.advance(0);
  }

  /** A party is not content with what a model said, or the model was not sure: the case is a human's. */
  private async escalate(): Promise<string> {
    const path = `/v1/jobs/${this.id}/dispute`;
    const { id, status, ruling } = await this.client.data("GET", path, { key: this.buyer.key });
    const dispute = String(id);
    const loser = ruling === "worker_wins" ? this.buyer : this.hired;
    if (status === "ruled") await this.act("request-review", loser, {}, `/v1/disputes/${dispute}/request-review`);
    await this.client.advance(0);
    return dispute;
  }

  private async contest(): Promise<void> {
    await this.say(this.buyer, "Half of what we asked for is missing. Could you complete it?");
    await this.say(this.hired, "Everything in the task is there. Which part do you miss?");
    await this.dispute();
    await this.answer();
    await this.escalate();
  }

  /** A human looks at it and rules. */
  private async review(): Promise<void> {
    const dispute = await this.escalate();
    await this.client.advance(5 * HOUR);
    await this.office.rule(dispute);
    await this.client.advance(0);
  }

  async play(): Promise<void> {
    const { ending } = this.story;
    await this.post();
    if (ending === "open") return this.receiveBids();
    if (ending === "funded" || ending === "refused_card" || ending === "expired") return;
    await this.accept();
    switch (ending) {
      case "accepted":
        return;
      case "cancelled_accepted":
        return this.act("cancel", this.buyer, { reason: "We found the text in our archive." });
      case "worker_cancelled":
        return this.act("cancel", this.hired, { reason: "The sources are not accessible to me." });
      case "frozen":
        return this.office.freeze(this.id, "The card's owner asked about this payment.");
      case "in_progress":
        return this.start();
      case "cancelled_in_progress":
        await this.start();
        return this.act("cancel", this.buyer, { reason: "The module is being replaced." });
      case "validating":
        await this.start();
        await this.act("submit", this.hired, { deliverable: this.story.delivery });
        return this.office.holdValidation(this.id, 30);
      case "delivered":
      case "auto_released":
        return this.submit();
      case "revised":
        await this.submit();
        await this.revise();
        await this.client.advance(3 * HOUR);
        await this.act("submit", this.hired, { deliverable: `${this.story.delivery} Deuxième version, plus précise.` });
        await this.client.advance(0);
        return this.approve();
      case "revision_requested":
        await this.submit();
        return this.revise();
      case "disputed":
        await this.submit();
        return this.dispute();
      case "in_review":
        await this.submit();
        return this.contest();
      case "refunded":
        await this.submit();
        await this.dispute();
        return this.review();
      case "completed":
      case "pending_onboarding":
        await this.submit();
        return this.approve();
    }
  }
}

/** Tells one story, from the clock's present on. */
export async function play(
  client: Client,
  story: Story,
  cast: ReadonlyMap<string, Actor>,
  office: Office,
): Promise<void> {
  const buyer = cast.get(story.buyer);
  if (buyer === undefined) throw new Error(`nobody plays ${story.buyer}`);
  await new Stage(client, story, buyer, cast.get(story.worker) ?? null, cast, office).play();
}
