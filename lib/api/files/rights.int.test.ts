import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { runtime } from "@/lib/platform/runtime";
import { testApp, type TestApp } from "@/lib/testing/app";
import type { Answer } from "@/lib/testing/client";
import { confirm, confirmed, onFile, put, reserve, textBytes, uploaded } from "@/lib/testing/files";
import { Market, type Trader } from "@/lib/testing/market";

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
const objectKeys = async (fileId: string) => {
  const [row] = await app.database.db.query<{ upload_key: string; object_key: string | null }>(
    "SELECT upload_key, object_key FROM files WHERE id = $1",
    [fileId],
  );
  if (row === undefined) throw new Error("no such file");
  return row;
};

describe("who may upload", () => {
  test.each([
    ["the worker's input file", "input", () => worker, 403, "forbidden"],
    ["the buyer's deliverable", "deliverable", () => buyer, 403, "forbidden"],
    ["a stranger's input file", "input", () => stranger, 404, "not_found"],
    ["a stranger's deliverable", "deliverable", () => stranger, 404, "not_found"],
  ])("%s is refused", async (_, purpose, who, status, code) => {
    const id = await market.accepted(buyer, worker);
    expect(told(await reserve(market, id, who(), purpose))).toEqual([status, code]);
    expect(await market.status(id, buyer)).toBe("accepted");
  });

  test("the worker before it accepted, and both parties once the job is closed, are refused", async () => {
    const id = await market.post(buyer, worker);
    expect(told(await reserve(market, id, worker, "deliverable"))).toEqual([409, "invalid_job_status"]);
    expect((await reserve(market, id, buyer, "input")).status).toBe(201);
    await market.act(id, "cancel", buyer);
    expect(told(await reserve(market, id, buyer, "input"))).toEqual([409, "invalid_job_status"]);
    expect(told(await reserve(market, id, worker, "deliverable"))).toEqual([409, "invalid_job_status"]);
  });

  test("without a credential is 401 on every endpoint", async () => {
    const id = await market.post(buyer, worker);
    const fileId = await confirmed(market, id, buyer, "input");
    const routes: readonly (readonly [string, string])[] = [
      ["POST", "files/upload-url"],
      ["POST", `files/${fileId}/confirm`],
      ["GET", `files/${fileId}/download-url`],
      ["GET", `files/${fileId}/preview`],
      ["GET", "files"],
      ["DELETE", `files/${fileId}`],
      ["POST", "deliver"],
      ["GET", "deliverable"],
      ["GET", "deliverable/preview"],
    ];
    const answers = await Promise.all(routes.map(([method, route]) => market.call(method, `/v1/jobs/${id}/${route}`)));
    expect(answers.map(told)).toEqual(routes.map(() => [401, "missing_credential"]));
  });
});

describe("who may read", () => {
  const reads = async (id: string, fileId: string) =>
    Promise.all(
      [buyer, worker, stranger].flatMap((by) =>
        ["/download-url", "/preview"].map(async (verb) => (await onFile(market, "GET", id, fileId, verb, by)).status),
      ),
    );

  test("an input file: both parties, once the job is funded", async () => {
    buyer = await market.trader({ card: "pm_card_chargeCustomerFail", capabilities: [] });
    const refused = await market.call("POST", "/v1/jobs", { token: buyer.token, body: market.directJob(worker) });
    const unfunded = String((refused.error.details as Record<string, unknown>).job_id);
    expect(await reads(unfunded, await confirmed(market, unfunded, buyer, "input"))).toEqual([
      409, 409, 409, 409, 404, 404,
    ]);
    buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
    const funded = await market.post(buyer, worker);
    expect(await reads(funded, await confirmed(market, funded, buyer, "input"))).toEqual([
      200, 200, 200, 200, 404, 404,
    ]);
  });

  test("a deliverable: its worker always, the buyer a preview once delivered and the file once completed", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await uploaded(market, id, worker, "deliverable");
    expect((await onFile(market, "GET", id, fileId, "/download-url", worker)).error.code).toBe("file_not_confirmed");
    expect(await reads(id, fileId)).toEqual([409, 409, 409, 409, 404, 404]);
    await confirm(market, id, fileId, worker);
    expect(await reads(id, fileId)).toEqual([409, 200, 200, 200, 404, 404]);
    await market.event(buyer, "job.validation_passed", (body) => body.job_id === id);
    await market.act(id, "revision", buyer, { feedback: "Please write more of it." });
    expect(await reads(id, fileId)).toEqual([409, 200, 200, 200, 404, 404]);
    await confirmed(market, id, worker, "deliverable");
    await market.act(id, "approve", buyer);
    expect(await reads(id, fileId)).toEqual([200, 200, 200, 200, 404, 404]);
  });

  test("a file of another job is not found, nor is what is no id", async () => {
    const [id, other] = [await market.post(buyer, worker), await market.post(buyer, worker)];
    const fileId = await confirmed(market, id, buyer, "input");
    for (const verb of ["/download-url", "/preview"]) {
      expect((await onFile(market, "GET", other, fileId, verb, buyer)).status).toBe(404);
      expect((await onFile(market, "GET", id, "nonsense", verb, buyer)).status).toBe(404);
    }
    expect((await confirm(market, other, fileId, buyer)).status).toBe(404);
  });

  test("confirming is its uploader's alone", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await uploaded(market, id, buyer, "input");
    expect(told(await confirm(market, id, fileId, worker))).toEqual([403, "forbidden"]);
    expect(told(await confirm(market, id, fileId, stranger))).toEqual([404, "not_found"]);
  });
});

describe("POST upload-url refuses", () => {
  const refuse = async (over: Readonly<Record<string, unknown>>, purpose = "input") => {
    const id = await market.accepted(buyer, worker);
    const body = { purpose, filename: "a.txt", content_type: "text/plain", file_size_bytes: 10, ...over };
    return market.call("POST", `/v1/jobs/${id}/files/upload-url`, {
      token: (purpose === "input" ? buyer : worker).token,
      body,
    });
  };

  test.each([
    ["a blocked extension", { filename: "run.EXE" }, "file_type_not_allowed", "filename"],
    ["one behind dots and spaces", { filename: "run.exe. ." }, "file_type_not_allowed", "filename"],
    ["an unknown MIME type", { content_type: "application/x-msdownload" }, "file_type_not_allowed", "content_type"],
    ["an input over 500 MB", { file_size_bytes: 524_288_001 }, "file_too_large", "file_size_bytes"],
    ["an empty file", { file_size_bytes: 0 }, "invalid_request", "file_size_bytes"],
    ["a size that is no number", { file_size_bytes: "10" }, "invalid_request", "file_size_bytes"],
    ["a name of nothing", { filename: "../.." }, "invalid_request", "filename"],
    ["an endless name", { filename: "a".repeat(256) }, "invalid_request", "filename"],
    ["U+0000 in a name", { filename: "a\u0000.txt" }, "invalid_text", "filename"],
    ["no purpose", { purpose: undefined }, "invalid_request", "purpose"],
    ["another purpose", { purpose: "evidence" }, "invalid_request", "purpose"],
    ["metadata that is no object", { metadata: [1] }, "invalid_request", "metadata"],
    ["an unknown field", { colour: "red" }, "unknown_field", "colour"],
  ])("%s", async (_, over, code, param) => {
    const answer = await refuse(over);
    expect([...told(answer), answer.error.param]).toEqual([422, code, param]);
  });

  test("a deliverable over 1 GB, and takes one of exactly that", async () => {
    expect(told(await refuse({ file_size_bytes: 2 ** 30 + 1 }, "deliverable"))).toEqual([422, "file_too_large"]);
    const most = await refuse({ file_size_bytes: 2 ** 30 }, "deliverable");
    expect([most.status, most.data.max_size_bytes]).toEqual([201, 2 ** 30]);
  });

  test("all bad fields at once", async () => {
    const answer = await refuse({ filename: "x.exe", content_type: "nonsense", file_size_bytes: 2 ** 40 });
    const issues = (answer.error.details as { issues: readonly { path: string }[] }).issues;
    expect(new Set(issues.map(({ path }) => path))).toEqual(new Set(["filename", "content_type", "file_size_bytes"]));
  });

  test("no name its path: folders, control and bidi characters are left out", async () => {
    const answer = await refuse({ filename: "..\\..\\etc/re\u202eport\u0007.txt" });
    expect(String(answer.data.r2_key).split("/").at(-1)).toBe("report.txt");
  });
});

describe("limits", () => {
  test("of files hold when many are asked for at once, and a deleted file makes room", async () => {
    const id = await market.accepted(buyer, worker);
    const answers = await Promise.all(Array.from({ length: 16 }, () => reserve(market, id, worker, "deliverable")));
    const granted = answers.filter(({ status }) => status === 201);
    expect(granted).toHaveLength(10);
    expect(answers.filter(({ status }) => status !== 201).map(told)).toEqual(
      Array.from({ length: 6 }, () => [409, "limit_reached"]),
    );
    expect((await reserve(market, id, buyer, "input")).status).toBe(201);
    await onFile(market, "DELETE", id, String(granted[0]?.data.file_id), "", worker);
    expect((await reserve(market, id, worker, "deliverable")).status).toBe(201);
    expect(told(await reserve(market, id, worker, "deliverable"))).toEqual([409, "limit_reached"]);
  });

  test("of 5 GB hold across both purposes, pending uploads included", async () => {
    const id = await market.accepted(buyer, worker);
    const gigabyte = { file_size_bytes: 2 ** 30 };
    const answers = await Promise.all(
      Array.from({ length: 7 }, () => reserve(market, id, worker, "deliverable", gigabyte)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 409, 409]);
    expect(told(await reserve(market, id, buyer, "input"))).toEqual([409, "limit_reached"]);
  });

  test("of requests are the documented ones", async () => {
    const id = await market.post(buyer, worker);
    const fileId = await confirmed(market, id, buyer, "input");
    const limits = async (method: string, route: string) =>
      Number(
        (await market.call(method, `/v1/jobs/${id}/${route}`, { token: buyer.token })).headers.get("ratelimit-limit"),
      ) / 100_000;
    expect(await limits("POST", "files/upload-url")).toBe(20);
    expect(await limits("POST", `files/${fileId}/confirm`)).toBe(20);
    expect(await limits("GET", `files/${fileId}/download-url`)).toBe(60);
    expect(await limits("GET", `files/${fileId}/preview`)).toBe(30);
    expect(await limits("POST", "deliver")).toBe(10);
    expect(await limits("POST", "messages")).toBe(60);
  });
});

describe("confirm refuses", () => {
  test("what was never uploaded, and takes it once it was", async () => {
    const id = await market.accepted(buyer, worker);
    const ticket = await reserve(market, id, buyer, "input");
    const fileId = String(ticket.data.file_id);
    expect(told(await confirm(market, id, fileId, buyer))).toEqual([409, "upload_missing"]);
    await put(ticket.data.upload_url);
    expect((await confirm(market, id, fileId, buyer)).status).toBe(200);
  });

  test("an object over the maximum, and deletes it", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await uploaded(market, id, worker, "deliverable");
    const { upload_key } = await objectKeys(fileId);
    const { objects } = runtime();
    // No upload URL is bound to a length; a gigabyte more need not be written to see it.
    const measured = vi
      .spyOn(objects, "head")
      .mockResolvedValueOnce({ size: 2 ** 30 + 1, contentType: null, etag: null });
    expect(told(await confirm(market, id, fileId, worker))).toEqual([422, "file_too_large"]);
    measured.mockRestore();
    expect(await objects.head(upload_key)).toBeNull();
    expect(await market.status(id, buyer)).toBe("in_progress");
  });

  test("an empty object", async () => {
    const id = await market.accepted(buyer, worker);
    const fileId = await uploaded(market, id, buyer, "input");
    await runtime().objects.put((await objectKeys(fileId)).upload_key, new Uint8Array(), "text/plain");
    expect(told(await confirm(market, id, fileId, buyer))).toEqual([422, "file_empty"]);
  });

  test.each([
    ["application/pdf", "not a pdf.pdf", "PK\u0003\u0004"],
    ["image/png", "bomb.png", "PK\u0003\u0004"],
    ["application/zip", "page.zip", "<html>"],
    ["image/jpeg", "photo.jpg", "GIF89a"],
  ])("bytes that are no %s", async (content_type, filename, content) => {
    const id = await market.accepted(buyer, worker);
    const fileId = await uploaded(market, id, worker, "deliverable", {
      content_type,
      filename,
      bytes: textBytes(content),
    });
    expect(told(await confirm(market, id, fileId, worker))).toEqual([422, "file_type_mismatch"]);
    expect(await market.status(id, buyer)).toBe("in_progress");
    expect(told(await market.act(id, "deliver", worker))).toEqual([422, "file_type_mismatch"]);
  });
});
