import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONTRACTS } from "@/lib/api/contracts";
import { errorsOf } from "@/lib/api/openapi/document";
import type { Contract } from "@/lib/kernel/contract";
import { jsonSchemaOf } from "@/lib/kernel/schema";
import { testApp, type TestApp } from "@/lib/testing/app";
import { WRONG_WHOLES, wrongBodies, type FieldSchema, type Wrong } from "@/lib/testing/bad-input";
import type { Answer } from "@/lib/testing/client";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let agent: Trader;
let owner: string;

const UNKNOWN = "01a201cb-4bcc-7412-aba3-6083dbc5adb2";
const UNKNOWN_AGENT = "ag_01jqz5xk3mfnqtr8e0c2v7w9ab";
const posting = { title: "Summarise this", task_spec: { description: "One paragraph." }, amount: 20 };
const evidence = [
  { type: "text", label: "Spec", content: "It says so." },
  { type: "url", content: "https://example.com/spec" },
  { type: "r2_key", content: "inputs/a/b/spec.pdf" },
];

/** A right body for each endpoint that takes one; several where it has several forms. */
const RIGHT: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  registerAgent: [
    { name: "probe", owner_email: "probe@example.com", webhook_url: "https://example.com/hook", capabilities: ["a"] },
  ],
  activateAgent: [{ token: "t", terms_agreed: true }],
  issueToken: [{ api_key: "vxp_live_x", owner_email: "probe@example.com" }],
  updateMe: [{ description: "x", capabilities: ["a"], rate_card: {}, monthly_spending_limit: 5 }],
  recoverKey: [{ email: "probe@example.com", agent_id: UNKNOWN_AGENT }],
  confirmRecovery: [{ token: "t" }],
  sendMagicLink: [{ email: "probe@example.com" }],
  verifyMagicLink: [{ token: "t" }, { email: "probe@example.com", code: "123456" }],
  selectAgent: [{ agent_id: UNKNOWN_AGENT }],
  createJob: [
    { ...posting, worker_agent_id: UNKNOWN_AGENT, auto_accept_rule: { min_confidence: 0.9 } },
    { ...posting, job_type: "open", required_capabilities: ["a"], bid_window_hours: 2, min_acceptable_price: 5 },
  ],
  declineJob: [{ reason: "no" }],
  cancelJob: [{ reason: "no" }],
  submitJob: [{ deliverable: "text" }],
  deliverJob: [{ content_type: "text/plain", metadata: {} }],
  requestRevision: [{ feedback: "More detail on section 3, please." }],
  placeBid: [{ proposed_price: 10, estimated_hours: 2, message: "I can." }],
  counterBid: [{ counter_price: 9, message: "Or this?" }],
  requestUploadUrl: [
    { purpose: "input", filename: "a.pdf", content_type: "application/pdf", file_size_bytes: 10, metadata: {} },
  ],
  sendMessage: [{ content: "Hello", type: "info", file_id: UNKNOWN }],
  reviewJob: [{ rating: 5, comment: "Good" }],
  openDispute: [{ reason: "It does not fit the task.", evidence_items: evidence }],
  addDisputeEvidence: [{ evidence_items: evidence }],
  savePaymentMethod: [{ payment_method_id: "pm_card_visa" }],
  updatePaymentMethod: [{ is_default: true }],
};

/** Fields that choose the form of a body: without one of them the refusal speaks of the other form. */
const CHOOSING = new Set(["createJob job_type", "verifyMagicLink token"]);

const schemaOf = (contract: Contract): FieldSchema => jsonSchemaOf(contract.body);
/** The form of the body that a right one has: of several, the one that its own fields choose. */
function formOf(contract: Contract, right: Readonly<Record<string, unknown>>): FieldSchema {
  const schema = schemaOf(contract);
  const keys = Object.keys(right);
  return schema.oneOf?.find(({ properties }) => keys.every((key) => Object.hasOwn(properties ?? {}, key))) ?? schema;
}
const takesBody = (contract: Contract): boolean => {
  const { properties, oneOf } = schemaOf(contract);
  return oneOf !== undefined || Object.keys(properties ?? {}).length > 0;
};
const writing = CONTRACTS.filter(({ method }) => method !== "GET");
const withBody = writing.filter(takesBody);

/** A path whose parameters have the right form; there is no such object. */
function pathOf(contract: Contract): string {
  const id = contract.path.startsWith("/v1/agents/")
    ? UNKNOWN_AGENT
    : contract.path.startsWith("/v1/payment-methods/")
      ? "pm_unknown"
      : UNKNOWN;
  return contract.path.replaceAll(/\{\w+\}/g, id);
}

function send(contract: Contract, options: { body?: unknown; raw?: string; type?: string }): Promise<Answer> {
  const { type, ...rest } = options;
  const token = contract.access === "owner" ? owner : agent.token;
  return market.call(contract.method, pathOf(contract), {
    ...rest,
    ...(contract.access === "public" ? {} : { token }),
    ...(type === undefined ? {} : { headers: { "content-type": type } }),
  });
}

interface ReportedIssue {
  readonly path: string;
  readonly code: string;
}

/** Anything else than the documented refusal, as a line that names it; null where all is as it should be. */
function complaint(contract: Contract, answer: Answer, wrong: Wrong): string | null {
  const { status, error, json } = answer;
  const issues = (error.details as { issues?: readonly ReportedIssue[] } | undefined)?.issues ?? [];
  const named = issues.filter(({ path }) => path === wrong.path || path.startsWith(wrong.path));
  const shaped =
    json.success === false &&
    typeof error.message === "string" &&
    typeof error.doc_url === "string" &&
    typeof error.request_id === "string" &&
    typeof error.param === "string";
  const coded = wrong.code === undefined || named.some(({ code }) => code === wrong.code);
  const told = named.length > 0 || CHOOSING.has(`${contract.id} ${wrong.path}`);
  const documented = errorsOf(contract).some((code) => code === error.code);
  if (status === 422 && shaped && told && coded && documented) return null;
  return `${wrong.path}: ${wrong.what} → ${status} ${JSON.stringify(error).slice(0, 200)}`;
}

/** All that bad input must leave alone. */
async function state(): Promise<string> {
  const { db } = app.database;
  const tables = await db.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
       AND tablename NOT IN ('rate_counters', 'idempotency_records', 'ledger_accounts') ORDER BY 1`,
  );
  const counted = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await db.query<{ hash: string }>(
        `SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS hash FROM "${name}" t`,
      );
      return `${name} ${row?.hash ?? ""}`;
    }),
  );
  return counted.join("\n");
}

/** In small groups, so that thousands of requests take seconds. */
async function each<T>(items: readonly T[], run: (item: T) => Promise<string | null>): Promise<string[]> {
  const complaints: (string | null)[] = [];
  for (let at = 0; at < items.length; at += 8) {
    complaints.push(...(await Promise.all(items.slice(at, at + 8).map(run))));
  }
  return complaints.filter((line) => line !== null);
}

let before: string;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  agent = await market.trader({ card: "pm_card_visa", capabilities: [] });
  owner = await market.ownerToken(agent.email);
  await app.advance(0);
  before = await state();
});
afterAll(async () => {
  await market.close();
  await app.close();
});

test("knows a right body for every endpoint that takes one", () => {
  expect(withBody.map(({ id }) => id).sort()).toEqual(Object.keys(RIGHT).sort());
  for (const contract of withBody) {
    for (const right of RIGHT[contract.id] ?? []) {
      const parsed = contract.body.safeParse(right);
      expect([contract.id, parsed.error?.issues ?? []]).toEqual([contract.id, []]);
    }
  }
});

describe.each(withBody.map((contract) => [contract.id, contract] as const))("%s", (id, contract) => {
  test.each(RIGHT[id] ?? [])(
    "refuses every wrong field with 422 and names it %#",
    async (right) => {
      const wrongs = wrongBodies(formOf(contract, right), right);
      expect(wrongs.length).toBeGreaterThan(5);
      expect(
        await each(wrongs, async (wrong) => complaint(contract, await send(contract, { body: wrong.body }), wrong)),
      ).toEqual([]);
    },
    120_000,
  );
});

describe("of a body that is none", () => {
  test.each(writing.map((contract) => [contract.id, contract] as const))(
    "%s says so and does nothing",
    async (_id, contract) => {
      const complaints = await each(WRONG_WHOLES, async ({ what, raw, type, status, code }) => {
        const answer = await send(contract, { raw, ...(type === undefined ? {} : { type }) });
        const fits = answer.status === status && (answer.error.code === code || status === 422);
        return fits ? null : `${what} → ${answer.status} ${String(answer.error.code)}`;
      });
      expect(complaints).toEqual([]);
      const large = await send(contract, { raw: `{"x":"${"x".repeat(contract.maxBodyBytes)}"}` });
      expect([large.status, large.error.code]).toEqual([413, "body_too_large"]);
    },
  );
});

const STRANGE_IDS = ["x", "0", "-1", "%00", "..%2f..", "null", "%F0%9F%98%80", "'%20OR%201=1--", "a".repeat(2000)];
const withParams = CONTRACTS.filter(({ path }) => path.includes("{"));

test.each(withParams.map((contract) => [`${contract.method} ${contract.path}`, contract] as const))(
  "%s does not find what no id stands for",
  async (_name, contract) => {
    const token = contract.access === "owner" ? owner : agent.token;
    const body = RIGHT[contract.id]?.[0] ?? {};
    const ids = [...STRANGE_IDS, UNKNOWN, UNKNOWN_AGENT, "pm_unknown", "00000000-0000-0000-0000-000000000000"];
    const complaints = await each(ids, async (id) => {
      const answer = await market.call(contract.method, contract.path.replaceAll(/\{\w+\}/g, id), {
        token,
        ...(contract.method === "GET" ? {} : { body }),
      });
      return answer.status === 404 ? null : `${id.slice(0, 40)} → ${answer.status} ${String(answer.error.code)}`;
    });
    expect(complaints).toEqual([]);
  },
);

const BAD_NUMBERS = ["-1", "x", "", "1.5", "NaN", "-Infinity", "1e", "null", "%00"];
const lists = CONTRACTS.filter(({ query }) =>
  Object.hasOwn((jsonSchemaOf(query) as FieldSchema).properties ?? {}, "limit"),
);

test.each(lists.map((contract) => [contract.id, contract] as const))(
  "%s refuses a page that cannot be, and clamps one that is too large",
  async (_id, contract) => {
    const token = contract.access === "owner" ? owner : agent.token;
    const ask = (query: string) =>
      market.call("GET", `${pathOf(contract).replace(UNKNOWN_AGENT, agent.id)}?${query}`, { token });
    const known = Object.keys((jsonSchemaOf(contract.query) as FieldSchema).properties ?? {});
    const fields = ["limit", "offset", "cursor"].filter((field) => known.includes(field));
    const queries = fields.flatMap((field) =>
      field === "cursor" ? ["cursor=zzz", "cursor=%00", "cursor=W10"] : BAD_NUMBERS.map((value) => `${field}=${value}`),
    );
    const refused = await each([...queries, "limit=1&limit=2"], async (query) => {
      const { status, error } = await ask(query);
      return status === 422 ? null : `${query} → ${status} ${String(error.code)}`;
    });
    expect(refused).toEqual([]);
    for (const limit of ["1000", "99999999999999999999"]) {
      const { status } = await ask(`limit=${limit}`);
      expect([limit, contract.path.includes("{id}") && contract.access === "agent" ? 404 : 200]).toEqual([
        limit,
        status,
      ]);
    }
  },
);

test("nothing of all this has changed anything", async () => {
  await app.advance(0);
  expect(await state()).toBe(before);
});
