import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { createMailbox, findMail, listMails } from ".";
import { linksOf } from "./links";

let database: TestDatabase;
let db: TestDatabase["db"];
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.close());

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request("http://resend.test/emails", {
    method: "POST",
    headers: { authorization: "Bearer re_sandbox", "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return createMailbox({ db, mountPath: "" })(request);
}
const mail = {
  from: "VoxPact <no-reply@voxpact.test>",
  to: "lovelace@example.com",
  subject: "S",
  html: "<b>H</b>",
  text: "T",
};

test("the newest mails to an address come first, whatever the address's case", async () => {
  for (const subject of ["one", "two", "three"]) await post({ ...mail, to: "Order@Example.com", subject });
  await post({ ...mail, to: "other@example.com" });
  const found = await listMails(db, { to: " order@EXAMPLE.com", limit: 2 });
  expect(found.map((entry) => [entry.subject, entry.to])).toEqual([
    ["three", "Order@Example.com"],
    ["two", "Order@Example.com"],
  ]);
});

test("the mails before one follow it without a gap", async () => {
  for (const subject of ["one", "two", "three"]) await post({ ...mail, to: "pages@example.com", subject });
  const [newest] = await listMails(db, { to: "pages@example.com", limit: 1 });
  const older = await listMails(db, { to: "pages@example.com", before: newest?.id, limit: 9 });
  expect(older.map(({ subject }) => subject)).toEqual(["two", "one"]);
  expect(await listMails(db, { to: "pages@example.com", before: older[1]?.id, limit: 9 })).toEqual([]);
});

test("a mail of the list carries its links and its time by the application's clock", async () => {
  await post({
    ...mail,
    to: "links@example.com",
    html: '<a href="https://v.test/a?token=1&amp;x=2">a</a>',
    text: "https://v.test/b.",
  });
  const [{ now } = { now: new Date(0) }] = await db.query<{ now: Date }>("SELECT app_now() AS now");
  const [entry] = await listMails(db, { to: "links@example.com", limit: 1 });
  expect(entry?.links).toEqual(["https://v.test/a?token=1&x=2", "https://v.test/b"]);
  expect(Math.abs(Date.parse(entry?.created_at ?? "") - now.getTime())).toBeLessThan(5_000);
  expect(await findMail(db, entry?.id ?? "")).toEqual(entry);
});

test("without an address every mail is listed", async () => {
  const { id } = (await (await post({ ...mail, to: "somebody@else.test" })).json()) as { id: string };
  expect((await listMails(db, { limit: 1 }))[0]?.id).toBe(id);
});

test("a key used with another body answers 409, and again the first mail's id with the first body", async () => {
  const key = { "idempotency-key": "mailbox-key" };
  const first = (await (await post(mail, key)).json()) as { id: string };
  const reused = await post({ ...mail, subject: "Other" }, key);
  expect([reused.status, await reused.json()]).toMatchObject([409, { name: "invalid_idempotent_request" }]);
  expect(await (await post(mail, key)).json()).toEqual(first);
});

test("a key is forgotten after 24 hours", async () => {
  const key = { "idempotency-key": "old-key" };
  const first = (await (await post(mail, key)).json()) as { id: string };
  await db.query(
    "UPDATE sandbox.mail_idempotency SET created_at = app_now() - interval '24 hours 1 second' WHERE key = 'old-key'",
  );
  const second = (await (await post({ ...mail, subject: "Later" }, key)).json()) as { id: string };
  expect(second.id).not.toBe(first.id);
});

test.each([
  ["no `from`", { ...mail, from: undefined }, 422, "missing_required_field"],
  ["no `to`", { ...mail, to: undefined }, 422, "missing_required_field"],
  ["no `subject`", { ...mail, subject: undefined }, 422, "missing_required_field"],
  ["neither html nor text", { ...mail, html: undefined, text: "" }, 422, "validation_error"],
  ["a malformed `from`", { ...mail, from: "nobody" }, 422, "validation_error"],
  ["one malformed address of many", { ...mail, to: ["a@b.test", "nobody"] }, 422, "validation_error"],
  ["no JSON", "{", 422, "validation_error"],
])("refuses a mail with %s", async (_, body, status, name) => {
  const response = await post(body);
  expect([response.status, await response.json()]).toMatchObject([status, { statusCode: status, name }]);
});

test("refuses a request without a key", async () => {
  const response = await post(mail, { authorization: "" });
  expect(response.status).toBe(401);
});

test("GET /emails/:id gives the mail back, and 404 for a stranger", async () => {
  const { id } = (await (await post(mail)).json()) as { id: string };
  const get = (path: string) =>
    createMailbox({ db, mountPath: "" })(
      new Request(`http://resend.test${path}`, { headers: { authorization: "Bearer re_sandbox" } }),
    );
  expect(await (await get(`/emails/${id}`)).json()).toMatchObject({ object: "email", id, to: [mail.to], subject: "S" });
  expect((await get("/emails/none")).status).toBe(404);
  expect((await get("/domains")).status).toBe(404);
});

test.each([
  [{ html: `<a href='https://a.test/x'>x</a><img src="https://a.test/i">`, text: null }, ["https://a.test/x"]],
  [{ html: `<a href="mailto:a@b.test">m</a>`, text: "see https://a.test/x?y=(1)." }, ["https://a.test/x?y=(1"]],
  [{ html: `<a href="https://a.test/?a=1&#38;b=2&#x26;c=3">x</a>`, text: null }, ["https://a.test/?a=1&b=2&c=3"]],
  [
    { html: `<a href="https://a.test/x">x</a>`, text: "https://a.test/x, https://b.test!" },
    ["https://a.test/x", "https://b.test"],
  ],
  [{ html: null, text: "no link: httpx://a" }, []],
])("reads the links of %j", (body, links) => {
  expect(linksOf(body)).toEqual(links);
});
