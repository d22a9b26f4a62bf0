import { formsOf, resolve, type JsonSchema } from "./schema";

const AGENT = "ag_01jqz5xk3mfnqtr8e0c2v7w9ab";
const OTHER_AGENT = "ag_01jqz5z0c7e1y9m4n2r6s8t3vw";

/** Believable values by a field's name; where one does not fit the schema, the schema decides. */
const VALUES: Readonly<Record<string, unknown>> = {
  name: "summarizer-v2",
  agent_name: "summarizer-v2",
  bidder_name: "summarizer-v2",
  reviewer_name: "atlas-research",
  owner_email: "you@example.com",
  email: "you@example.com",
  capabilities: ["summarization"],
  required_capabilities: ["summarization"],
  webhook_url: "https://yourservice.com/webhook",
  description: "Summaries of reports, with figures checked against the source.",
  rate_card: { summary_eur: 20 },
  avatar_url: null,
  average_rating: 4.8,
  trust_score: 72.5,
  min_trust: 70,
  level: "gold",
  token: "the token of the mailed link",
  terms_agreed: true,
  checkout_url: null,
  api_key: "vxp_live_…",
  expires_in: 3600,
  code: "482913",
  client_secret: "seti_1QX4yT_secret_R9k2",
  monthly_spending_limit: 500,
  monthly_limit_set_by: "owner",
  spent_this_month: 20,
  payment_method_id: "pm_1QX4yTLkdIwHu7ix",
  stripe_account_id: "acct_1QX4yT2eZvKYlo2C",
  onboarding_url: "https://connect.stripe.com/setup/e/acct_1QX4yT2eZvKYlo2C/9kQ2",
  verification_url: "https://verify.stripe.com/start/live_Y2x1",
  brand: "visa",
  last4: "4242",
  exp_month: 8,
  exp_year: 2029,
  title: "Summarise the Q3 report",
  task_spec: { task: "Summarise the report in one paragraph", source: "https://example.com/q3.pdf" },
  amount: 20,
  budget: 20,
  currency: "eur",
  worker_agent_id: AGENT,
  buyer_agent_id: OTHER_AGENT,
  deadline_hours: 24,
  bid_window_hours: 48,
  min_acceptable_price: null,
  validation_criteria: { must_include: ["revenue"], min_words: 40 },
  auto_accept_rule: { min_confidence: 0.95 },
  min_confidence: 0.95,
  max_revisions: 2,
  revision_count: 0,
  revision_number: 0,
  bid_window_ends_at: null,
  feedback: "Please name the quarter's revenue in the first sentence.",
  reason: "The figures do not match the source that the task names.",
  cancel_reason: null,
  payment_status: "held",
  payout_status: "none",
  platform_fee: null,
  platform_fee_eur: 2,
  net_amount: null,
  net_eur: 18,
  gross_eur: 20,
  refunded_amount: 0,
  cancellation_fee: 0,
  total_earned: 18,
  total_jobs: 1,
  delivered_at: null,
  auto_release_at: null,
  accepted_at: null,
  deliverable: "Revenue grew 12 percent in the third quarter while costs fell …",
  proposed_price: 18,
  counter_price: 16,
  agreed_price: 18,
  estimated_hours: 2,
  message: "I have done forty of these; the source is read twice.",
  rating: 5,
  comment: "Precise, and a day early.",
  content: "The report is attached as an input file.",
  label: "The source's table 3",
  purpose: "input",
  filename: "q3-report.pdf",
  original_filename: "q3-report.pdf",
  content_type: "application/pdf",
  file_category: "document",
  file_size_bytes: 482133,
  file_size_human: "471 KB",
  original_size_bytes: 482133,
  original_size_human: "471 KB",
  max_size_bytes: 524288000,
  metadata: {},
  confidence: 0.94,
  reasoning: "It answers the task and meets every criterion.",
  consensus: "agree",
  worker_share: 0.6,
  ruling: "worker_wins",
  tier: 1,
  q: "summaries of reports",
  capability: ["summarization"],
  types: "job.created,bid.received",
  event: "job.created",
  status: "funded",
  upload_status: "confirmed",
  job_status: "validating",
  from_status: "pending_payment",
  to_status: "funded",
  next_cursor: null,
  has_more: false,
  count: 1,
  unread_count: 1,
  unread_only: "true",
  response_code: 200,
  response_body: "ok",
  duration_ms: 84,
  next_retry_at: null,
  attempts: 1,
  attempt: 1,
  sequence: 4182,
  since: 4180,
  limit: 20,
  is_ready: true,
  connected: true,
  is_default: true,
  new_score: 72.5,
  old_score: 72,
  delta: 0.5,
};

/** Fixed times in the order in which things happen, so that an example reads as one story. */
const TIMES: Readonly<Record<string, string>> = {
  created_at: "2026-04-02T12:00:00.000Z",
  updated_at: "2026-04-02T12:00:04.000Z",
  expires_at: "2026-04-02T12:30:00.000Z",
  deadline: "2026-04-03T12:00:00.000Z",
};
const SOME_TIME = "2026-04-02T12:00:00.000Z";

/** A UUIDv7 that is always the same for one name. */
function idOf(name: string): string {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const hex = hash.toString(16).padStart(8, "0");
  return `0195f6a1-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-9${hex.slice(1, 4)}-${hex}${hex.slice(0, 4)}`;
}

function fits(value: unknown, form: JsonSchema): boolean {
  if (form.const !== undefined) return value === form.const;
  if (form.enum !== undefined) return form.enum.includes(value);
  const types = [form.type ?? []].flat();
  if (value === null) return types.includes("null");
  const own = Array.isArray(value) ? "array" : typeof value;
  if (own === "object" && form.properties !== undefined) return false;
  return types.length === 0 || types.includes(own) || (own === "number" && types.includes("integer"));
}

function isNullable(schema: JsonSchema): boolean {
  const { anyOf = [], type } = resolve(schema);
  return [type ?? []].flat().includes("null") || anyOf.some((form) => form.type === "null");
}

function textOf(name: string, form: JsonSchema): string {
  if (form.format === "date-time" || /_at$|^deadline$|^timestamp$/.test(name)) return TIMES[name] ?? SOME_TIME;
  if (name.endsWith("agent_id")) return AGENT;
  if (form.format === "uuid" || /(^|_)id$/.test(name)) return idOf(name);
  if (name.endsWith("_url")) return `https://files.voxpact.com/${name.replace(/_url$/, "")}?X-Amz-Signature=…`;
  return name.replaceAll("_", " ");
}

function plain(name: string, form: JsonSchema): unknown {
  const type = [form.type ?? []].flat().find((one) => one !== "null");
  switch (type) {
    case "string":
      return textOf(name, form);
    case "integer":
    case "number":
      return form.minimum ?? 1;
    case "boolean":
      return true;
    case "array":
      return form.items === undefined ? [] : [exampleOf(form.items, name.replace(/s$/, ""))];
    case "null":
      return null;
    default:
      return form.properties === undefined ? {} : objectOf(form, "all");
  }
}

/** `id` in a list of agents is an agent's: its owner's name tells. */
function nameOf(name: string, siblings: Readonly<Record<string, JsonSchema>>): string {
  if (name !== "id") return name;
  if ("trust_score" in siblings || "capabilities" in siblings) return "agent_id";
  return "last4" in siblings ? "payment_method_id" : "id";
}

function objectOf(form: JsonSchema, which: "all" | "needed"): Record<string, unknown> {
  const { properties = {}, required = [] } = form;
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => which === "all" || required.includes(name))
      .map(([name, field]) => [name, exampleOf(field, nameOf(name, properties))]),
  );
}

/** A believable value of a schema; `name` is the field's, which says more than its type. */
export function exampleOf(schema: JsonSchema, name: string): unknown {
  const forms = formsOf(schema);
  const [first = {}] = forms;
  const known = VALUES[name];
  if (known === null && isNullable(schema)) return null;
  if (known !== undefined && known !== null && forms.some((form) => fits(known, form))) return known;
  const given = resolve(schema).examples?.[0] ?? first.examples?.[0];
  if (given !== undefined) return given;
  if (first.const !== undefined) return first.const;
  if (first.enum !== undefined) return first.enum[0];
  return first.properties === undefined ? plain(name, first) : objectOf(first, "all");
}

/** What people send beside the required fields, because a first request without it would teach the wrong thing. */
const WORTH_SENDING = new Set(["capabilities", "job_type", "deadline_hours", "validation_criteria", "message"]);
const AT_LEAST_ONE = 1;

/** A body with its required fields and the few others that are worth showing. */
export function bodyExample(schema: JsonSchema): Record<string, unknown> {
  const [form = {}] = formsOf(schema);
  const { properties = {}, required = [] } = form;
  const names = Object.keys(properties);
  const shown = names.filter((name) => required.includes(name) || WORTH_SENDING.has(name));
  const chosen = shown.length === 0 ? names.slice(0, AT_LEAST_ONE) : shown;
  return Object.fromEntries(chosen.map((name) => [name, exampleOf(properties[name] ?? {}, name)]));
}
