import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runtime } from "@/lib/platform/runtime";
import { testApp, type TestApp } from "@/lib/testing/app";
import { confirm, confirmed, onFile, put, reserve, textBytes, uploaded } from "@/lib/testing/files";
import { Market, type Trader } from "@/lib/testing/market";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
});
// New parties for each test: a worker's tier bounds its jobs at once.
beforeEach(async () => {
  [buyer, worker] = await Promise.all([
    market.trader({ card: "pm_card_visa", capabilities: [] }),
    market.trader({ onboarded: true }),
  ]);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const about = (id: string) => (body: Readonly<Record<string, unknown>>) => body.job_id === id;
const bytesAt = async (url: unknown): Promise<string> => (await fetch(String(url))).text();
const eventsOf = (id: string, type: string) =>
  app.database.db.query<{ agent_id: string }>("SELECT agent_id FROM events WHERE job_id = $1 AND type = $2", [
    id,
    type,
  ]);

describe("an input file", () => {
  test("goes up by a signed URL, is announced to the worker and comes down as the same bytes", async () => {
    const id = await market.post(buyer, worker);
    const ticket = await reserve(market, id, buyer, "input", { filename: "spec.txt", metadata: { lang: "en" } });
    expect(ticket.status).toBe(201);
    const fileId = String(ticket.data.file_id);
    expect(ticket.data).toMatchObject({
      r2_key: `inputs/${id}/${fileId}/spec.txt`,
      max_size_bytes: 524_288_000,
      purpose: "input",
      revision_number: 1,
    });
    expect(await put(ticket.data.upload_url, textBytes("<b>markup</b>"), "text/html")).toBe(403);
    expect(await put(ticket.data.upload_url)).toBe(200);
    const done = await confirm(market, id, fileId, buyer);
    expect([done.status, done.data]).toEqual([
      200,
      { file_id: fileId, upload_status: "confirmed", file_size_bytes: 96, file_size_human: "96 B" },
    ]);
    const told = await market.event(worker, "job.file_uploaded", about(id));
    expect(told.body).toMatchObject({
      file_id: fileId,
      purpose: "input",
      filename: "spec.txt",
      content_type: "text/plain",
      file_size_bytes: 96,
    });
    for (const party of [buyer, worker]) {
      const url = await onFile(market, "GET", id, fileId, "/download-url", party);
      expect(url.data).toMatchObject({
        file_id: fileId,
        filename: "spec.txt",
        content_type: "text/plain",
        file_size_human: "96 B",
      });
      expect(await bytesAt(url.data.download_url)).toContain("Summary: revenue grew");
    }
    const log = await app.database.db.query<{ agent_id: string }>(
      "SELECT agent_id FROM file_accesses WHERE file_id = $1 AND kind = 'download'",
      [fileId],
    );
    expect(log.map((row) => row.agent_id).sort()).toEqual([buyer.id, worker.id].sort());
    expect(await market.status(id, buyer)).toBe("funded");
  });

  test.each([
    ["fewer", 10_000],
    ["more", 5],
  ])("of %s bytes than declared is taken, and its real size is what counts", async (_, declared) => {
    const id = await market.post(buyer, worker);
    const fileId = await uploaded(market, id, buyer, "input", { file_size_bytes: declared });
    const done = await confirm(market, id, fileId, buyer);
    expect(done.data).toMatchObject({ upload_status: "confirmed", file_size_bytes: 96, file_size_human: "96 B" });
    const told = await market.event(worker, "job.file_uploaded", about(id));
    expect(told.body.file_size_bytes).toBe(96);
  });

  test("is served as an attachment under its own name and never sniffed", async () => {
    const id = await market.post(buyer, worker);
    const html = { filename: "päge.html", content_type: "text/html", bytes: textBytes("<script>alert(1)</script>") };
    const fileId = await confirmed(market, id, buyer, "input", html);
    const url = await onFile(market, "GET", id, fileId, "/download-url", worker);
    const response = await fetch(String(url.data.download_url));
    await response.body?.cancel();
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; .*filename\*=UTF-8''p%C3%A4ge\.html$/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("starts an accepted job when its worker first downloads it, and the buyer hears once", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await confirmed(market, id, buyer, "input");
    expect((await onFile(market, "GET", id, fileId, "/download-url", buyer)).status).toBe(200);
    expect(await market.status(id, buyer)).toBe("accepted");
    const both = await Promise.all([1, 2, 3].map(() => onFile(market, "GET", id, fileId, "/download-url", worker)));
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await market.status(id, buyer)).toBe("in_progress");
    expect(await eventsOf(id, "job.started")).toHaveLength(1);
    await market.event(buyer, "job.started", about(id));
  });
});

describe("a deliverable", () => {
  test("starts the job at its upload-url, delivers it at confirm and is validated", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await uploaded(market, id, worker, "deliverable");
    expect(await market.status(id, buyer)).toBe("in_progress");
    const done = await confirm(market, id, fileId, worker);
    expect(done.data).toMatchObject({
      file_id: fileId,
      upload_status: "confirmed",
      file_size_bytes: 96,
      job_status: "delivered",
      revision_number: 1,
    });
    const told = await market.event(buyer, "job.delivered", about(id));
    expect(told.body).toMatchObject({
      deliverable_id: done.data.deliverable_id,
      file_id: fileId,
      filename: "report.txt",
      file_size_bytes: 96,
      revision_number: 1,
    });
    await market.event(buyer, "job.validation_passed", about(id));
    await market.event(worker, "job.validation_passed", about(id));
    await market.reach(id, buyer, "delivered");
  });

  test("confirmed again answers the same and happens once", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await uploaded(market, id, worker, "deliverable");
    const answers = await Promise.all([1, 2, 3, 4].map(() => confirm(market, id, fileId, worker)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ data }) => data.deliverable_id)).size).toBe(1);
    expect(await eventsOf(id, "job.delivered")).toHaveLength(1);
    const again = await confirm(market, id, fileId, worker);
    expect(again.data).toMatchObject({
      deliverable_id: answers[0]?.data.deliverable_id,
      upload_status: "confirmed",
    });
  });

  test("cannot be swapped after it was confirmed, whatever is put at its upload URL", async () => {
    const id = await market.accepted(buyer, worker);
    const good = textBytes("Summary: the honest quarterly report in one paragraph, a summary.");
    const bad = textBytes("Summary: the swapped quarterly report, in one paragraph, summary.");
    expect(bad.length).toBe(good.length);
    const ticket = await reserve(market, id, worker, "deliverable", { bytes: good });
    const fileId = String(ticket.data.file_id);
    expect(await put(ticket.data.upload_url, good)).toBe(200);
    expect((await confirm(market, id, fileId, worker)).status).toBe(200);
    expect(await put(ticket.data.upload_url, bad)).toBe(200);
    expect((await confirm(market, id, fileId, worker)).status).toBe(200);
    const shown = await onFile(market, "GET", id, fileId, "/preview", buyer);
    expect(shown.data.preview_content).toContain("honest");
    await app.advance(3 * 3_600);
    await market.relog(worker);
    const url = await onFile(market, "GET", id, fileId, "/download-url", worker);
    expect(await bytesAt(url.data.download_url)).toContain("honest");
    // What was put there afterwards is gone, once no URL can write there any more.
    expect(await runtime().objects.head(String(ticket.data.r2_key))).toBeNull();
  });

  test("is one of two racing versions, and what is shown is what was checked", async () => {
    const id = await market.accepted(buyer, worker);
    const versions = ["Summary one, quarterly report: a summary.", "Summary two, quarterly report: a summary."].map(
      textBytes,
    );
    const ticket = await reserve(market, id, worker, "deliverable", { bytes: versions[0] ?? textBytes("") });
    const fileId = String(ticket.data.file_id);
    await put(ticket.data.upload_url, versions[0]);
    const swaps = versions.concat(versions, versions).map((bytes) => put(ticket.data.upload_url, bytes));
    const confirms = Array.from({ length: 6 }, () => confirm(market, id, fileId, worker));
    await Promise.all([...swaps, ...confirms]);
    const contents = async () => (await onFile(market, "GET", id, fileId, "/preview", worker)).data.preview_content;
    const first = await contents();
    await put(ticket.data.upload_url, versions[first === "Summary one, quarterly report: a summary." ? 1 : 0]);
    await confirm(market, id, fileId, worker);
    expect(await contents()).toBe(first);
    const [row] = await app.database.db.query<{ object_key: string }>("SELECT object_key FROM files WHERE id = $1", [
      fileId,
    ]);
    expect(row?.object_key).toMatch(new RegExp(`^confirmed/${id}/${fileId}/`));
  });

  test("may be joined by further files of the round until the buyer acts", async () => {
    const id = await market.accepted(buyer, worker);
    const files = await Promise.all(
      ["a.txt", "b.txt", "c.txt"].map((filename) => uploaded(market, id, worker, "deliverable", { filename })),
    );
    const answers = await Promise.all(files.map((fileId) => confirm(market, id, fileId, worker)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await market.reach(id, buyer, "delivered");
    const late = await uploaded(market, id, worker, "deliverable", { filename: "late.txt" });
    expect((await market.act(id, "approve", buyer)).status).toBe(200);
    const refused = await confirm(market, id, late, worker);
    expect([refused.status, refused.error.code]).toEqual([409, "invalid_job_status"]);
    expect((await reserve(market, id, worker, "deliverable")).error.code).toBe("invalid_job_status");
  });

  test("reserved for one round is not confirmed in the next", async () => {
    const id = await market.accepted(buyer, worker);
    const stale = await uploaded(market, id, worker, "deliverable", { filename: "stale.txt" });
    await confirmed(market, id, worker, "deliverable");
    await market.event(buyer, "job.validation_passed", about(id));
    expect((await market.act(id, "revision", buyer, { feedback: "Please write more of it." })).status).toBe(200);
    const refused = await confirm(market, id, stale, worker);
    expect([refused.status, refused.error.code]).toEqual([409, "round_closed"]);
    const fresh = await reserve(market, id, worker, "deliverable");
    expect(fresh.data.revision_number).toBe(2);
    expect(await put(fresh.data.upload_url)).toBe(200);
    expect((await confirm(market, id, String(fresh.data.file_id), worker)).data).toMatchObject({
      job_status: "delivered",
      revision_number: 2,
    });
  });
});

describe("signed URLs", () => {
  test("an upload URL takes nothing after 30 minutes, a download URL gives nothing after an hour", async () => {
    const id = await market.accepted(buyer, worker);
    const known = await confirmed(market, id, buyer, "input");
    const [ticket, download] = [
      await reserve(market, id, buyer, "input"),
      await onFile(market, "GET", id, known, "/download-url", buyer),
    ];
    const now = Date.parse(String((await market.call("GET", "/sandbox/clock")).data.now));
    const minutes = (at: unknown) => Math.round((Date.parse(String(at)) - now) / 60_000);
    expect([minutes(ticket.data.expires_at), minutes(download.data.expires_at)]).toEqual([30, 60]);
    await app.advance(29 * 60);
    expect(await put(ticket.data.upload_url)).toBe(200);
    await app.advance(2 * 60);
    expect(await put(ticket.data.upload_url)).toBe(403);
    expect((await fetch(String(download.data.download_url))).status).toBe(200);
    await app.advance(30 * 60);
    expect((await fetch(String(download.data.download_url))).status).toBe(403);
    await market.relog(buyer);
    // Uploaded in time is uploaded: confirming may come later.
    expect((await confirm(market, id, String(ticket.data.file_id), buyer)).status).toBe(200);
  });
});

describe("POST deliver", () => {
  test("hands in what was uploaded for this round, and stores what the worker says of it", async () => {
    const id = await market.accepted(buyer, worker);
    const [first, second] = [
      await uploaded(market, id, worker, "deliverable", { filename: "1.txt" }),
      await uploaded(market, id, worker, "deliverable", { filename: "2.txt" }),
    ];
    await reserve(market, id, worker, "deliverable", { filename: "never-uploaded.txt" });
    const answer = await market.act(id, "deliver", worker, {
      content_type: "text/markdown",
      metadata: { word_count: 14 },
    });
    expect([answer.status, answer.data.status]).toEqual([200, "validating"]);
    for (const fileId of [first, second]) await market.event(buyer, "job.delivered", (body) => body.file_id === fileId);
    const rows = await app.database.db.query(
      "SELECT file_id, content_type, metadata FROM deliverables WHERE job_id = $1 ORDER BY file_id",
      [id],
    );
    expect(rows.map((row) => ({ ...row }))).toEqual(
      [first, second].map((file_id) => ({ file_id, content_type: "text/markdown", metadata: { word_count: 14 } })),
    );
    await market.reach(id, buyer, "delivered");
    const list = await market.call("GET", `/v1/jobs/${id}/files?purpose=deliverable`, { token: buyer.token });
    const statuses = (list.json.data as readonly { upload_status: string }[]).map((row) => row.upload_status);
    expect(statuses.sort()).toEqual(["confirmed", "confirmed", "pending"]);
  });

  test("without anything uploaded is 409 deliverable_missing and changes nothing", async () => {
    const id = await market.accepted(buyer, worker);
    await reserve(market, id, worker, "deliverable");
    const answer = await market.act(id, "deliver", worker);
    expect([answer.status, answer.error.code]).toEqual([409, "deliverable_missing"]);
    expect(await market.status(id, buyer)).toBe("in_progress");
  });

  test("after a confirm only stores the note, and tells nobody", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await confirmed(market, id, worker, "deliverable");
    await market.event(buyer, "job.validation_passed", about(id));
    const before = await app.database.db.query("SELECT seq FROM events WHERE job_id = $1", [id]);
    const answer = await market.act(id, "deliver", worker, { metadata: { word_count: 450 } });
    expect([answer.status, answer.data.status]).toEqual([200, "delivered"]);
    expect(await app.database.db.query("SELECT seq FROM events WHERE job_id = $1", [id])).toHaveLength(before.length);
    const [row] = await app.database.db.query("SELECT content_type, metadata FROM deliverables WHERE file_id = $1", [
      fileId,
    ]);
    expect(row).toMatchObject({ content_type: "text/plain", metadata: { word_count: 450 } });
  });

  test("called several times at once delivers once", async () => {
    const id = await market.accepted(buyer, worker);
    await uploaded(market, id, worker, "deliverable");
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => market.act(id, "deliver", worker, { metadata: { n: 1 } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await eventsOf(id, "job.delivered")).toHaveLength(1);
  });

  test.each([
    ["the buyer", 403, "forbidden"],
    ["a stranger", 404, "not_found"],
  ])("by %s is %d", async (who, status, code) => {
    const id = await market.accepted(buyer, worker);
    const caller = who === "the buyer" ? buyer : await market.trader();
    const answer = await market.act(id, "deliver", caller);
    expect([answer.status, answer.error.code]).toEqual([status, code]);
  });

  test("refuses a bad note and wrong states", async () => {
    const id = await market.post(buyer, worker);
    expect((await market.act(id, "deliver", worker)).error.code).toBe("invalid_job_status");
    const bad = await market.act(id, "deliver", worker, { content_type: "nonsense", metadata: "text", extra: 1 });
    const issues = (bad.error.details as { issues: readonly { path: string }[] }).issues.map(({ path }) => path).sort();
    expect([bad.status, issues]).toEqual([422, ["content_type", "extra", "metadata"]]);
  });
});

describe("GET deliverable", () => {
  test("is the buyer's once the job is completed, the worker's before; its preview the buyer's at once", async () => {
    const id = await market.accepted(buyer, worker);
    const at = (route: string, by: Trader) => market.call("GET", `/v1/jobs/${id}/${route}`, { token: by.token });
    expect((await at("deliverable", worker)).error.code).toBe("deliverable_missing");
    const [first, second] = [
      await confirmed(market, id, worker, "deliverable", { filename: "1.txt" }),
      await confirmed(market, id, worker, "deliverable", { filename: "2.txt" }),
    ];
    await market.event(buyer, "job.validation_passed", about(id));
    const shown = await at("deliverable/preview", buyer);
    expect(shown.data).toMatchObject({
      job_id: id,
      file_id: second,
      filename: "2.txt",
      revision_number: 1,
      validation: { passed: true, validator_type: "rule_based" },
    });
    expect((shown.data.files as readonly { file_id: string }[]).map(({ file_id }) => file_id)).toEqual([second, first]);
    expect(shown.data.message).toBe("Approve the job to confirm payment and download the full deliverable.");
    const early = await at("deliverable", buyer);
    expect([early.status, early.error.code]).toEqual([409, "invalid_job_status"]);
    expect((await at("deliverable", worker)).status).toBe(200);
    await market.act(id, "approve", buyer);
    const download = await at("deliverable", buyer);
    expect(download.data).toMatchObject({ job_id: id, file_id: second, filename: "2.txt" });
    expect(await bytesAt(download.data.download_url)).toContain("Summary");
    expect(download.data.files).toHaveLength(2);
    const stranger = await market.trader();
    expect([(await at("deliverable", stranger)).status, (await at("deliverable/preview", stranger)).status]).toEqual([
      404, 404,
    ]);
  });
});
