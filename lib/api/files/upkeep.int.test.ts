import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sweepUploads } from "@/lib/domain/deliverables";
import { systemContext } from "@/lib/platform/context";
import { runtime } from "@/lib/platform/runtime";
import { testApp, type TestApp } from "@/lib/testing/app";
import type { Answer } from "@/lib/testing/client";
import { confirm, confirmed, onFile, put, reserve, textBytes, uploaded } from "@/lib/testing/files";
import { GOOD_TEXT, Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
let stranger: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  stranger = await market.trader();
});
beforeEach(async () => {
  [buyer, worker] = await Promise.all([
    market.trader({ card: "pm_card_visa", capabilities: [] }),
    market.trader({ onboarded: true }),
  ]);
  await market.relog(stranger);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const told = ({ status, error }: Answer) => [status, error.code];
const setFault = (mode: string, count?: number) =>
  market.call("POST", "/sandbox/faults", { body: { service: "r2", mode, ...(count === undefined ? {} : { count }) } });
const objectKeys = async (fileId: string) => {
  const [row] = await app.database.db.query<{ upload_key: string; object_key: string | null }>(
    "SELECT upload_key, object_key FROM files WHERE id = $1",
    [fileId],
  );
  if (row === undefined) throw new Error("no such file");
  return row;
};

describe("when the storage is down", () => {
  test("confirm, preview, deliver and submit answer 503 and lose nothing", async () => {
    const id = await market.accepted(buyer, worker);
    const input = await confirmed(market, id, buyer, "input");
    const fileId = await uploaded(market, id, worker, "deliverable");
    await setFault("down");
    const answers = await Promise.all([
      confirm(market, id, fileId, worker),
      onFile(market, "GET", id, input, "/preview", buyer),
      market.act(id, "deliver", worker),
      market.act(id, "submit", worker, { deliverable: "text" }),
    ]);
    await setFault("none");
    expect(answers.map(told)).toEqual(answers.map(() => [503, "storage_unavailable"]));
    expect(answers[0].headers.get("retry-after")).not.toBeNull();
    expect(await market.status(id, buyer)).toBe("in_progress");
    expect((await confirm(market, id, fileId, worker)).status).toBe(200);
  });

  test("an answer that was lost does not lose the file", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await uploaded(market, id, worker, "deliverable");
    await setFault("lost_response", 1);
    expect((await confirm(market, id, fileId, worker)).status).toBe(200);
    await setFault("none");
  });
});

describe("GET files", () => {
  test("lists pending and confirmed files newest first, by purpose and page by page", async () => {
    const id = await market.accepted(buyer, worker);
    const made: string[] = [];
    for (const filename of ["1.txt", "2.txt", "3.txt"])
      made.push(await confirmed(market, id, buyer, "input", { filename, metadata: { filename } }));
    const pending = await uploaded(market, id, worker, "deliverable");
    const deleted = await uploaded(market, id, buyer, "input");
    await onFile(market, "DELETE", id, deleted, "", buyer);
    const page = async (query: string, by = worker) =>
      market.call("GET", `/v1/jobs/${id}/files${query}`, { token: by.token });
    const ids = ({ json }: Answer) => (json.data as readonly { id: string }[]).map((row) => row.id);
    const all = await page("");
    expect(ids(all)).toEqual([pending, ...made.toReversed()]);
    expect(all.json).toMatchObject({ count: 4, has_more: false });
    expect((all.json.data as readonly object[])[3]).toMatchObject({
      id: made[0],
      job_id: id,
      uploaded_by: buyer.id,
      purpose: "input",
      upload_status: "confirmed",
      original_filename: "1.txt",
      content_type: "text/plain",
      file_size_bytes: 96,
      file_size_human: "96 B",
      revision_number: 1,
      metadata: { filename: "1.txt" },
    });
    expect(ids(await page("?purpose=deliverable"))).toEqual([pending]);
    const first = await page("?purpose=input&limit=2", buyer);
    expect([ids(first), first.json.has_more]).toEqual([[made[2], made[1]], true]);
    expect(ids(await page(`?purpose=input&limit=2&cursor=${String(first.json.next_cursor)}`))).toEqual([made[0]]);
    expect(ids(await page("?limit=2&offset=2"))).toEqual([made[1], made[0]]);
    expect((await page("?limit=500")).status).toBe(200);
    expect([
      (await page("?limit=0")).status,
      (await page("?purpose=x")).status,
      (await page("?cursor=x")).status,
    ]).toEqual([422, 422, 422]);
    const forged = Buffer.from(JSON.stringify(["2026-01-01T00:00:00.000Z", "x"])).toString("base64url");
    expect((await page(`?cursor=${forged}`)).error.code).toBe("invalid_cursor");
    expect((await page("", stranger)).status).toBe(404);
  });
});

describe("DELETE", () => {
  test("removes an input file and its objects for good", async () => {
    const id = await market.post(buyer, worker);
    const fileId = await confirmed(market, id, buyer, "input");
    const keys = await objectKeys(fileId);
    expect(told(await onFile(market, "DELETE", id, fileId, "", worker))).toEqual([403, "forbidden"]);
    expect(told(await onFile(market, "DELETE", id, fileId, "", stranger))).toEqual([404, "not_found"]);
    const answer = await onFile(market, "DELETE", id, fileId, "", buyer);
    expect([answer.status, answer.data]).toEqual([200, { file_id: fileId, status: "deleted" }]);
    await app.advance(0);
    expect(await runtime().objects.head(String(keys.object_key))).toBeNull();
    expect(await runtime().objects.head(keys.upload_key)).toBeNull();
    for (const verb of ["/download-url", "/preview"])
      expect((await onFile(market, "GET", id, fileId, verb, worker)).status).toBe(404);
    expect((await onFile(market, "DELETE", id, fileId, "", buyer)).status).toBe(404);
    expect((await confirm(market, id, fileId, buyer)).status).toBe(404);
  });

  test("leaves what was put at the URL afterwards no place to stay", async () => {
    const id = await market.post(buyer, worker);
    const ticket = await reserve(market, id, buyer, "input");
    await onFile(market, "DELETE", id, String(ticket.data.file_id), "", buyer);
    // The deletion's own task first: it would take what comes too.
    await app.advance(0);
    await put(ticket.data.upload_url);
    expect(await runtime().objects.head(String(ticket.data.r2_key))).not.toBeNull();
    await app.advance(2 * 3_600);
    expect(await runtime().objects.head(String(ticket.data.r2_key))).toBeNull();
  });

  test("keeps a deliverable that was handed in", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await confirmed(market, id, worker, "deliverable");
    expect(told(await onFile(market, "DELETE", id, fileId, "", worker))).toEqual([409, "file_confirmed"]);
  });
});

describe("uploads that nobody confirms", () => {
  test("are gone after a day with their objects, and confirmed ones stay", async () => {
    const id = await market.post(buyer, worker, { deadline_hours: 72 });
    const [pending, kept] = [await uploaded(market, id, buyer, "input"), await confirmed(market, id, buyer, "input")];
    const { upload_key } = await objectKeys(pending);
    await app.advance(23 * 3_600);
    expect(await runtime().objects.head(upload_key)).not.toBeNull();
    await app.advance(2 * 3_600);
    await market.relog(buyer, worker);
    expect(await runtime().objects.head(upload_key)).toBeNull();
    expect((await confirm(market, id, pending, buyer)).status).toBe(404);
    expect((await onFile(market, "GET", id, kept, "/preview", worker)).status).toBe(200);
  });

  test("are caught by the sweep where their own task was lost", async () => {
    const id = await market.post(buyer, worker, { deadline_hours: 72 });
    const [pending, kept] = [await uploaded(market, id, buyer, "input"), await confirmed(market, id, buyer, "input")];
    await app.database.db.query("SELECT graphile_worker.remove_job($1)", [`upload:${pending}`]);
    await app.advance(25 * 3_600);
    const status = async (fileId: string) =>
      (
        await app.database.db.query<{ upload_status: string }>("SELECT upload_status FROM files WHERE id = $1", [
          fileId,
        ])
      )[0]?.upload_status;
    expect(await status(pending)).toBe("pending");
    const ctx = await systemContext();
    expect(await sweepUploads(ctx, 50)).toBe(1);
    expect(await sweepUploads(ctx, 50)).toBe(0);
    await app.advance(0);
    expect([await status(pending), await status(kept)]).toEqual(["deleted", "confirmed"]);
    expect(await runtime().objects.head((await objectKeys(pending)).upload_key)).toBeNull();
  });
});

describe("under one Idempotency-Key", () => {
  test("every write happens once and answers the same", async () => {
    const id = await market.accepted(buyer, worker);
    const twice = async (method: string, route: string, by: Trader, body: unknown) => {
      const options = { token: by.token, body, headers: { "idempotency-key": `k-${route}` } };
      const [first, second] = [
        await market.call(method, `/v1/jobs/${id}/${route}`, options),
        await market.call(method, `/v1/jobs/${id}/${route}`, options),
      ];
      expect([second.status, second.json, second.headers.get("idempotent-replayed")]).toEqual([
        first.status,
        first.json,
        "true",
      ]);
      return first;
    };
    const bytes = textBytes(GOOD_TEXT);
    const upload = {
      purpose: "deliverable",
      filename: "a.txt",
      content_type: "text/plain",
      file_size_bytes: bytes.length,
    };
    const ticket = await twice("POST", "files/upload-url", worker, upload);
    const fileId = String(ticket.data.file_id);
    await put(ticket.data.upload_url, bytes);
    expect((await twice("POST", `files/${fileId}/confirm`, worker, {})).status).toBe(200);
    expect((await twice("POST", "deliver", worker, { metadata: { n: 1 } })).status).toBe(200);
    const other = await reserve(market, id, buyer, "input");
    expect((await twice("DELETE", `files/${String(other.data.file_id)}`, buyer, {})).status).toBe(200);
    const rows = await app.database.db.query("SELECT 1 FROM files WHERE job_id = $1", [id]);
    expect(rows).toHaveLength(2);
  });
});
