import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { asFetch } from "../loopback";
import { FAULT_SERVICES, listFaults, mounted, setFault, takeFault, withFaults } from ".";

let database: TestDatabase;
let db: TestDatabase["db"];
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const service of FAULT_SERVICES) await setFault(db, { service, mode: "none" });
});

const request = () => new Request("http://stripe.test/", { method: "POST", body: "x" });
const works = vi.fn(async () => new Response("worked"));
beforeEach(() => works.mockClear());

test("without a fault the stand-in answers", async () => {
  expect(await (await withFaults(db, "stripe", works)(request())).text()).toBe("worked");
});

test("of a hundred racing calls exactly `count` are hit", async () => {
  await setFault(db, { service: "stripe", mode: "down", count: 7 });
  const hits = await Promise.all(Array.from({ length: 100 }, () => takeFault(db, "stripe")));
  expect(hits.filter((mode) => mode === "down")).toHaveLength(7);
  expect(await listFaults(db)).toEqual([]);
});

test("a fault without a count lasts until it is changed, and hits its service alone", async () => {
  await setFault(db, { service: "r2", mode: "down" });
  for (let i = 0; i < 5; i++) expect(await takeFault(db, "r2")).toBe("down");
  expect(await takeFault(db, "stripe")).toBeNull();
  expect(await listFaults(db)).toEqual([{ service: "r2", mode: "down", remaining: null }]);
  await setFault(db, { service: "r2", mode: "none" });
  expect(await takeFault(db, "r2")).toBeNull();
});

test("`down` rejects as a refused connection does, before any work", async () => {
  await setFault(db, { service: "stripe", mode: "down" });
  const failure = withFaults(db, "stripe", works)(request());
  await expect(failure).rejects.toMatchObject({
    name: "TypeError",
    message: "fetch failed",
    cause: { code: "ECONNREFUSED" },
  });
  expect(works).not.toHaveBeenCalled();
});

test("`lost_response` does the work and drops the answer", async () => {
  await setFault(db, { service: "stripe", mode: "lost_response", count: 1 });
  await expect(withFaults(db, "stripe", works)(request())).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  expect(works).toHaveBeenCalledTimes(1);
  expect((await withFaults(db, "stripe", works)(request())).status).toBe(200);
});

test.each([
  ["stripe", /"type":"api_error"/],
  ["resend", /"name":"internal_server_error"/],
  ["r2", /<Code>InternalError<\/Code>/],
  ["llm", /"type":"api_error"/],
] as const)("`error_once` is one 500 of %s's own format, then all is well", async (service, format) => {
  await setFault(db, { service, mode: "error_once" });
  const failed = await withFaults(db, service, works)(request());
  expect(failed.status).toBe(500);
  expect(await failed.text()).toMatch(format);
  expect((await withFaults(db, service, works)(request())).status).toBe(200);
});

test("`error_once` with a count fails that often", async () => {
  await setFault(db, { service: "llm", mode: "error_once", count: 2 });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await withFaults(db, "llm", works)(request())).status);
  expect(statuses).toEqual([500, 500, 200]);
});

test("`timeout` answers nothing until the caller gives up", async () => {
  await setFault(db, { service: "llm", mode: "timeout", count: 1 });
  const call = asFetch(withFaults(db, "llm", works))("http://llm.test/", { signal: AbortSignal.timeout(200) });
  await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
  expect(works).not.toHaveBeenCalled();
});

test("the database refuses a service or mode that does not exist", async () => {
  await expect(db.query("INSERT INTO sandbox.faults VALUES ('sms', 'down', NULL)")).rejects.toThrow(/check/);
  await expect(db.query("INSERT INTO sandbox.faults VALUES ('r2', 'slow', NULL)")).rejects.toThrow(/check/);
});

test("under a route, a network failure is a 503 and a bug stays a bug", async () => {
  await setFault(db, { service: "r2", mode: "down", count: 1 });
  expect((await mounted(withFaults(db, "r2", works))(request())).status).toBe(503);
  await expect(mounted(() => Promise.reject(new Error("bug")))(request())).rejects.toThrow("bug");
});
