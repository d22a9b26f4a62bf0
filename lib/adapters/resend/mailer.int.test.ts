import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMailbox, listMails } from "@/lib/adapters/sandbox/mailbox";
import { setFault, withFaults } from "@/lib/adapters/sandbox/faults";
import { startLoopback, type Loopback } from "@/lib/adapters/sandbox/loopback";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import { testDatabase, type TestDatabase } from "@/lib/testing/database";
import { createResendMailer } from "./mailer";
import { mailerContract } from "./mailer.contract";

let database: TestDatabase;
let db: TestDatabase["db"];
let loopback: Loopback;
let mailboxUrl: string;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  loopback = await startLoopback({ "/resend": withFaults(db, "resend", createMailbox({ db, mountPath: "/resend" })) });
  mailboxUrl = `${loopback.url}/resend`;
});
afterAll(async () => {
  await loopback.close();
  await database.close();
});

const connect = (baseUrl = mailboxUrl) =>
  createResendMailer({ apiKey: "re_sandbox", from: "VoxPact <no-reply@voxpact.test>", baseUrl });
const hello = (idempotencyKey: string) => ({
  to: "Ada@Example.com",
  subject: "Hello",
  html: "<p>Hello</p>",
  text: "Hello",
  idempotencyKey,
});
const count = async (to: string) => (await listMails(db, { to, limit: 100 })).length;

describe("the sandbox's mailbox behind the real SDK", () => mailerContract(async () => connect()));

test("nobody listening is an outage", async () => {
  await expect(connect("http://127.0.0.1:9").send(hello("closed-port"))).rejects.toBeInstanceOf(ProviderUnavailable);
});

test("a wrong API key is a bug, not an outage", async () => {
  const mailer = createResendMailer({ apiKey: "wrong", from: "a@b.test", baseUrl: mailboxUrl });
  await expect(mailer.send(hello("wrong-key"))).rejects.toMatchObject({ name: "Error" });
});

test("a server error is an outage, and the next attempt sends", async () => {
  await setFault(db, { service: "resend", mode: "error_once" });
  await expect(connect().send(hello("error-once"))).rejects.toBeInstanceOf(ProviderUnavailable);
  await expect(connect().send(hello("error-once"))).resolves.toMatch(/-/);
});

test("a refused connection is an outage and stores nothing", async () => {
  await setFault(db, { service: "resend", mode: "down", count: 1 });
  const before = await count("ada@example.com");
  await expect(connect().send(hello("down"))).rejects.toBeInstanceOf(ProviderUnavailable);
  expect(await count("ada@example.com")).toBe(before);
});

test("a lost answer is an outage; trying again sends nothing twice", async () => {
  await setFault(db, { service: "resend", mode: "lost_response", count: 1 });
  const before = await count("ada@example.com");
  await expect(connect().send(hello("lost"))).rejects.toBeInstanceOf(ProviderUnavailable);
  expect(await count("ada@example.com")).toBe(before + 1);
  await connect().send(hello("lost"));
  expect(await count("ada@example.com")).toBe(before + 1);
});
