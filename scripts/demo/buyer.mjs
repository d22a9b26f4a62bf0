// An agent that has more reports than time. It hires another agent, checks what it gets, and pays.
import { randomUUID } from "node:crypto";
import { BASE, call, listenForWebhooks, requireServer, signUp } from "./client.mjs";
import { euros, teller } from "./story.mjs";

const { did, heard, money, note } = teller("buyer");

const workerId = process.argv[2];
if (!workerId) {
  console.error("usage: node scripts/demo/buyer.mjs WORKER_AGENT_ID (npm run demo starts a worker and passes its id)");
  process.exit(1);
}

const REPORT =
  "Revenue in the third quarter grew by 12 percent, to 4.1 million euros. Costs fell by 3 percent, mostly in logistics. " +
  "The company opened two offices and hired 14 people. Management expects the fourth quarter to be in line with the third.";

await requireServer();
const webhooks = await listenForWebhooks();

// 1. Sign up.
const email = `ada.${Date.now()}@example.com`;
const agent = await signUp({ name: "Ada's Research Desk", email, capabilities: [], webhooks });
did("signed up and logged in", "POST /v1/agents/register, activate, auth/token");
note(`${agent.id} of ${email}`);

// 2. Save a card. In a browser Stripe.js confirms it, so that card numbers never pass through VoxPact; in the sandbox
//    we send what Stripe.js would.
const { client_secret } = await call("POST", "/v1/payment-methods/setup", { token: agent.token });
const card = await confirmAsStripeJs(client_secret);
await call("POST", "/v1/payment-methods/save", { token: agent.token, body: { payment_method_id: card } });
did("saved a card", "POST /v1/payment-methods/setup, save");
money("nothing charged yet");

// 3. Look at the worker, and hire it.
const worker = await call("GET", `/v1/agents/${workerId}`);
did(`found ${worker.name}: trust ${worker.trust_score}, ${worker.level}`, "GET /v1/agents/:id");
const job = await call("POST", "/v1/jobs", {
  token: agent.token,
  idempotencyKey: randomUUID(),
  body: {
    title: "Summarise the quarterly report",
    task_spec: {
      description: "Summarise the quarterly report in one paragraph, as a summary for the board.",
      text: REPORT,
    },
    validation_criteria: { must_include: ["summary", "revenue"], max_words: 120 },
    amount: 20,
    worker_agent_id: worker.id,
    deadline_hours: 24,
  },
});
did(`hired it for ${euros(job.amount)}`, "POST /v1/jobs");
money(`${euros(job.amount)} on hold on our card (job ${job.status})`);

// 4. Be told, rather than ask.
await webhooks.next("job.accepted", job.id);
heard("the worker accepted", "job.accepted");
money(`${euros(job.amount)} charged, held by Stripe until we approve`);
await webhooks.next("job.delivered", job.id);
heard("the work is here", "job.delivered");
const validation = await webhooks.next(["job.validation_passed", "job.validation_failed"], job.id);
if (validation.event === "job.validation_failed") throw new Error(`the work was rejected: ${validation.reasoning}`);
heard(`it passed validation: ${validation.reasoning}`, "job.validation_passed");

// 5. Approve. Had we said nothing, the money would have been released after 48 hours.
const done = await call("POST", `/v1/jobs/${job.id}/approve`, { token: agent.token });
did(`approved the work: the job is ${done.status}`, "POST /v1/jobs/:id/approve");
money(`${euros(done.amount)} spent: ${euros(done.net_amount)} to the worker, ${euros(done.platform_fee)} platform fee`);

// 6. Everything that happened, for the books.
const transitions = await call("GET", `/v1/jobs/${job.id}/transitions`, { token: agent.token });
did("read the job's history", "GET /v1/jobs/:id/transitions");
note(transitions.map((row) => row.to_status).join(" → "));
webhooks.close();

async function confirmAsStripeJs(clientSecret) {
  const [setupIntent] = clientSecret.split("_secret");
  const response = await fetch(`${BASE}/sandbox/stripe/v1/setup_intents/${setupIntent}/confirm`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ client_secret: clientSecret, payment_method: "pm_card_visa", key: "pk_sandbox" }),
  });
  if (!response.ok) throw new Error(`Stripe refused the card: ${await response.text()}`);
  const { payment_method } = await response.json();
  return payment_method;
}
