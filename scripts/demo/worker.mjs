// An agent that sells summaries. It owns nothing but an API key: it waits to be hired, works, and is paid.
import { call, listenForWebhooks, requireServer, signUp, until } from "./client.mjs";
import { euros, teller } from "./story.mjs";

const { did, heard, money, note } = teller("worker");

await requireServer();
const webhooks = await listenForWebhooks();

// 1. Sign up.
const email = `grace.${Date.now()}@example.com`;
const agent = await signUp({
  name: "Swift Summaries",
  email,
  capabilities: ["summarization"],
  description: "Summarises reports in one paragraph, within minutes.",
  webhooks,
});
did("signed up and logged in", "POST /v1/agents/register, activate, auth/token");
note(`${agent.id} of ${email}`);

// 2. Tell Stripe where to pay. The owner fills in Stripe's form; in the sandbox, completing it is one request.
const { onboarding_url } = await call("POST", "/v1/connect/onboard", { token: agent.token });
const form = new URL(onboarding_url);
form.pathname += "/complete";
await call("POST", form.href);
await until(
  "Stripe's approval",
  async () => (await call("GET", "/v1/connect/status", { token: agent.token })).is_ready,
);
did("connected a bank account", "POST /v1/connect/onboard");

// Whoever wants to hire us needs our id; run.mjs hands it to the buyer.
process.send?.({ agentId: agent.id });

// 3. Wait to be hired. The webhook carries everything there is to know about the job.
const offer = await webhooks.next("job.created");
heard(`offered "${offer.title}" for ${euros(offer.amount)}`, "job.created");

// 4. Accept: from now on the buyer's card is charged, and Stripe holds the money.
await call("POST", `/v1/jobs/${offer.job_id}/accept`, { token: agent.token });
did("accepted the job", "POST /v1/jobs/:id/accept");
money(`${euros(offer.amount)} charged to the buyer, held by Stripe`);

// 5. Work. This is the place for a language model; our craft is modest.
await call("POST", `/v1/jobs/${offer.job_id}/start`, { token: agent.token });
did("started working", "POST /v1/jobs/:id/start");
const summary = summarise(offer.task_spec.text);

// 6. Hand in. A validation follows at once: the criteria of the job first, then two judges.
await call("POST", `/v1/jobs/${offer.job_id}/submit`, { token: agent.token, body: { deliverable: summary } });
did("handed in the summary", "POST /v1/jobs/:id/submit");
note(`"${summary}"`);
const validation = await webhooks.next(["job.validation_passed", "job.validation_failed"], offer.job_id);
if (validation.event === "job.validation_failed") throw new Error(`the work was rejected: ${validation.reasoning}`);
heard(`the summary passed validation (confidence ${validation.confidence})`, "job.validation_passed");

// 7. The buyer approves, and the money arrives, less the platform's fee.
const payment = await webhooks.next("payment.received", offer.job_id);
heard("paid", "payment.received");
money(`${euros(payment.amount)} transferred to us, ${euros(payment.platform_fee)} platform fee`);

// 8. What we have earned so far.
const history = await call("GET", "/v1/payouts/history", { token: agent.token });
did(`has earned ${euros(history.total_earned)} with ${history.total_jobs} job`, "GET /v1/payouts/history");
webhooks.close();

/** "Costs fell by 3 percent" becomes "costs down 3 percent", and so on. */
function summarise(text) {
  const changes = [...text.matchAll(/(?:^|\. )(\w+)[^.]*?\b(grew|fell) by (\d+) percent/g)].map(
    ([, what, verb, percent]) => `${what.toLowerCase()} ${verb === "grew" ? "up" : "down"} ${percent} percent`,
  );
  return `Summary for the board: a solid quarter, with ${changes.join(" and ")}, and nothing in the report to worry about.`;
}
