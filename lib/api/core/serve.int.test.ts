import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let agent: Trader;

beforeAll(async () => {
  app = await testApp({ VOXPACT_RATE_SCALE: "1" });
  market = await Market.open(app);
  agent = await market.trader({ card: "pm_card_visa" });
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const codeOf = async (method: string, route: string, options: Parameters<Market["call"]>[2] = {}) => {
  const answer = await market.call(method, route, options);
  return [answer.status, answer.error.code];
};

describe("every answer", () => {
  test("carries a request id, and keeps a well-formed one that came in", async () => {
    for (const id of ["my-request-0001", "7", "Root=1-67891233-abcdef012345678912345678"]) {
      const given = await market.call("GET", "/v1/agents/me", { token: agent.token, headers: { "x-request-id": id } });
      expect(given.headers.get("x-request-id")).toBe(id);
    }
    for (const id of ["no good", "x".repeat(129), '"quoted"', "é"]) {
      const made = await market.call("GET", "/v1/nowhere", { headers: { "x-request-id": id } });
      expect(made.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(made.error.request_id).toBe(made.headers.get("x-request-id"));
    }
  });

  test.each([
    ["a success", "GET", "/v1/agents/me", 200],
    ["a public endpoint", "GET", "/v1/help", 200],
    ["a refused field", "GET", "/v1/jobs?limit=0", 422],
    ["an object that is not there", "GET", "/v1/jobs/42", 404],
    ["another scope", "GET", "/v1/owners/kyc", 403],
    ["a path that is not there", "GET", "/v1/nowhere", 404],
    ["a method that is not there", "PUT", "/v1/jobs", 405],
    ["a stream that is refused", "GET", "/v1/events?types=nonsense", 422],
  ])("says how much of the limit is left: %s", async (_what, method, path, status) => {
    const answer = await market.call(method, path, { token: agent.token });
    expect(answer.status).toBe(status);
    for (const header of ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"])
      expect(answer.headers.get(header)).toMatch(/^\d+$/);
  });

  test("says so to callers without a credential too, and to those that are over it", async () => {
    const headers = { "x-forwarded-for": "198.51.100.77" };
    const bare = await market.call("GET", "/v1/agents/me", { headers });
    expect([bare.status, bare.headers.get("ratelimit-limit"), bare.headers.get("ratelimit-remaining")]).toEqual([
      401,
      "600",
      "599",
    ]);
    const key = { email: "nobody@example.com", agent_id: agent.id };
    const tried = [];
    for (let i = 0; i < 12; i += 1)
      tried.push(await market.call("POST", "/v1/agents/auth/token", { headers, body: key }));
    const last = tried.at(-1);
    expect([last?.status, last?.headers.get("ratelimit-limit"), last?.headers.get("ratelimit-remaining")]).toEqual([
      429,
      "10",
      "0",
    ]);
    expect(last?.headers.get("retry-after")).toBe(last?.headers.get("ratelimit-reset"));
  });
});

describe("an idempotency key", () => {
  test("takes no body and `{}` for the same, and white space for nothing", async () => {
    const call = (raw: string) =>
      market.call("POST", "/v1/notifications/read-all", {
        token: agent.token,
        raw,
        headers: { "content-type": "application/json", "idempotency-key": "the-same-nothing" },
      });
    const answers = [await call(""), await call("{}"), await call(" { } ")];
    expect(answers.map(({ status, headers }) => [status, headers.get("idempotent-replayed")])).toEqual([
      [200, null],
      [200, "true"],
      [200, "true"],
    ]);
  });
});

describe("bad requests change nothing and say why", () => {
  test.each([
    ["no credential", {}, 401, "missing_credential"],
    ["a made-up token", { token: "abc" }, 401, "invalid_token"],
    ["an API key as bearer", { token: "vxp_live_abc" }, 401, "api_key_in_bearer"],
    ["an unknown API key", { apiKey: "vxp_live_unknown" }, 401, "invalid_api_key"],
    ["another scheme", { headers: { authorization: "Basic abc" } }, 401, "missing_credential"],
  ])("%s", async (_name, options, status, code) => {
    expect(await codeOf("GET", "/v1/agents/me", options)).toEqual([status, code]);
  });

  test("an API key works in X-API-Key", async () => {
    expect((await market.call("GET", "/v1/agents/me", { apiKey: agent.apiKey })).status).toBe(200);
  });

  test("an unknown path is a JSON 404 that points to the documentation", async () => {
    const answer = await market.call("GET", "/v1/jbos");
    expect([answer.status, answer.error.code, String(answer.error.doc_url).includes("/docs/errors/")]).toEqual([
      404,
      "route_not_found",
      true,
    ]);
  });

  test("another method is 405 with Allow", async () => {
    const answer = await market.call("DELETE", "/v1/jobs", { token: agent.token });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
  });

  test.each([
    ["broken JSON", { raw: "{" }, 400, "malformed_json"],
    [
      "a form",
      { raw: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
      415,
      "unsupported_media_type",
    ],
    ["a body over 1 MiB", { raw: JSON.stringify({ title: "x".repeat(1_100_000) }) }, 413, "body_too_large"],
    ["NUL in a text", { raw: JSON.stringify({ title: "a\u0000bcdef" }) }, 422, "invalid_text"],
    ["a lone surrogate", { raw: '{"title":"\\ud800 lonely"}' }, 422, "invalid_text"],
    ["an array", { raw: "[]" }, 422, "invalid_request"],
    ["a number that JSON cannot keep", { raw: '{"task_spec":{"a":1e400}}' }, 422, "invalid_request"],
    ["a prototype in an open object", { raw: '{"task_spec":{"__proto__":{"a":1}}}' }, 422, "unknown_field"],
    [
      "a number that is no amount",
      { body: { title: "A title", task_spec: {}, amount: 5.001, worker_agent_id: "ag_01jqz5xk3mfnqtr8e0c2v7w9ab" } },
      422,
      "invalid_amount",
    ],
    [
      "a misspelt field",
      {
        body: {
          title: "A title",
          task_spec: {},
          amount: 5,
          worker_agent_id: "ag_01jqz5xk3mfnqtr8e0c2v7w9ab",
          deadline_hour: 2,
        },
      },
      422,
      "unknown_field",
    ],
  ])("%s", async (_name, options, status, code) => {
    expect(await codeOf("POST", "/v1/jobs", { token: agent.token, ...options })).toEqual([status, code]);
  });

  test("all failing fields are listed at once, with their paths", async () => {
    const answer = await market.call("POST", "/v1/jobs", {
      token: agent.token,
      body: { title: "x", task_spec: "no", amount: 1, deadline_hours: 9999 },
    });
    const issues = (answer.error.details as { issues: readonly { path: string }[] }).issues.map(({ path }) => path);
    expect(new Set(issues)).toEqual(new Set(["title", "task_spec", "amount", "deadline_hours", "worker_agent_id"]));
  });

  test.each(["limit=-1", "limit=x", "offset=-2", "cursor=zzz", "status=sleeping"])(
    "a list refuses %s",
    async (query) => {
      expect((await market.call("GET", `/v1/jobs?${query}`, { token: agent.token })).status).toBe(422);
    },
  );

  test("an owner's object and one that does not exist answer alike", async () => {
    const other = await market.trader({ card: "pm_card_visa" });
    const worker = await market.trader();
    const hidden = await market.post(other, worker);
    const answers = await Promise.all(
      [hidden, "01a201cb-4bcc-7412-aba3-6083dbc5adb2", "not-an-id"].map((id) =>
        market.call("GET", `/v1/jobs/${id}`, { token: agent.token, headers: { "x-request-id": "same-request" } }),
      ),
    );
    expect(new Set(answers.map(({ status, json }) => `${status} ${JSON.stringify(json)}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});

describe("an Idempotency-Key", () => {
  test("replays the stored answer, also when it was a refusal", async () => {
    const worker = await market.trader();
    const yourself = { token: agent.token, body: market.directJob(agent), headers: { "idempotency-key": "refused-1" } };
    const [refused, repeated] = [
      await market.call("POST", "/v1/jobs", yourself),
      await market.call("POST", "/v1/jobs", yourself),
    ];
    expect([refused.status, refused.error.code]).toEqual([422, "hiring_yourself"]);
    expect([repeated.status, repeated.json, repeated.headers.get("idempotent-replayed")]).toEqual([
      422,
      refused.json,
      "true",
    ]);
    const posting = { token: agent.token, body: market.directJob(worker), headers: { "idempotency-key": "posted-1" } };
    const [created, again] = [
      await market.call("POST", "/v1/jobs", posting),
      await market.call("POST", "/v1/jobs", posting),
    ];
    expect([created.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([201, 201, "true"]);
    expect(again.data.id).toBe(created.data.id);
  });

  test("of two requests at once under one key, one runs", async () => {
    const worker = await market.trader();
    const posting = {
      token: agent.token,
      body: market.directJob(worker),
      headers: { "idempotency-key": "twice-at-once" },
    };
    const answers = await Promise.all([1, 2, 3].map(() => market.call("POST", "/v1/jobs", posting)));
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ data }) => data.id)).size).toBe(1);
    for (const { status, error } of answers)
      expect([201, 409]).toContain(status === 409 && error.code !== "idempotency_in_progress" ? 0 : status);
  });

  test("refuses another body under the same key", async () => {
    const worker = await market.trader();
    const headers = { "idempotency-key": "reused-1" };
    await market.call("POST", "/v1/jobs", { token: agent.token, body: market.directJob(worker), headers });
    expect(
      await codeOf("POST", "/v1/jobs", { token: agent.token, body: market.directJob(worker, { amount: 21 }), headers }),
    ).toEqual([409, "idempotency_key_reused"]);
  });
});

describe("limits", () => {
  test("of an address: the sixth activation in an hour is 429 with Retry-After", async () => {
    const headers = { "x-forwarded-for": "198.51.100.7" };
    const answers = [];
    for (let n = 0; n < 6; n += 1)
      answers.push(
        await market.call("POST", "/v1/agents/activate", { body: { token: "x", terms_agreed: true }, headers }),
      );
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(Number(answers[5]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("count a bad credential against its address", async () => {
    const headers = { "x-forwarded-for": "198.51.100.8" };
    const first = await market.call("GET", "/v1/agents/me", { token: "bad", headers });
    const second = await market.call("GET", "/v1/agents/me", { token: "bad", headers });
    expect(Number(first.headers.get("ratelimit-remaining")) - Number(second.headers.get("ratelimit-remaining"))).toBe(
      1,
    );
  });

  test("go by the application's clock", async () => {
    const headers = { "x-forwarded-for": "198.51.100.9" };
    const activate = () =>
      market.call("POST", "/v1/agents/activate", { body: { token: "x", terms_agreed: true }, headers });
    for (let n = 0; n < 6; n += 1) await activate();
    await app.advance(3601);
    expect((await activate()).status).toBe(401);
    await market.relog(agent);
  });
});
