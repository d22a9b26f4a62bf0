import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mailNames, preferencesOf, sampleMail, setPreferences, setSubscription } from "@/lib/domain/notifications";
import { systemContext, type Ctx, type OwnerActor } from "@/lib/platform/context";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";

interface MailRow {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  buyer = await market.trader({ card: "pm_card_visa" });
  worker = await market.trader({ onboarded: true });
});
afterAll(async () => {
  await market.close();
  await app.close();
});

async function ownerOf({ email }: Trader): Promise<Ctx<OwnerActor>> {
  const ctx = await systemContext();
  const [row] = await ctx.db.query<{ id: string }>("SELECT id FROM owners WHERE email = $1", [email]);
  return { ...ctx, actor: { kind: "owner", ownerId: row?.id ?? "" } };
}
const mailsTo = async ({ email }: Trader, subject: RegExp): Promise<MailRow[]> => {
  const answer = await market.call("GET", `/sandbox/mailbox?to=${encodeURIComponent(email)}`);
  return (answer.json.data as MailRow[]).filter((mail) => subject.test(mail.subject));
};
const arrived = (trader: Trader, subject: RegExp, count = 1) =>
  expect.poll(async () => (await mailsTo(trader, subject)).length).toBe(count);
const disputed = async (): Promise<void> => {
  const job = await market.delivered(buyer, worker);
  const body = { reason: "The delivery does not match the task." };
  expect((await market.act(job, "dispute", buyer, body)).status).toBe(201);
  await market.event(worker, "job.disputed", ({ job_id }) => job_id === job);
};
const linkOf = (mail: MailRow | undefined): string =>
  /^<(.+)>$/.exec(mail?.headers["List-Unsubscribe"] ?? "")?.[1] ?? "";

describe("optional mails", () => {
  test("the owner hears of a dispute, with a way out in the headers and in both forms of the mail", async () => {
    await disputed();
    await arrived(worker, /^Dispute opened/);
    const [mail] = await mailsTo(worker, /^Dispute opened/);
    expect(mail?.subject).toBe("Dispute opened: Summarise this document");
    expect(mail?.headers).toEqual({
      "List-Unsubscribe": expect.stringMatching(/^<http.+\/api\/unsubscribe\?token=[\w.-]+>$/) as unknown,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    const page = linkOf(mail).replace("/api/", "/");
    expect(mail?.links).toContain(page);
    expect(mail?.text).toContain(page);
  });

  test("one click turns off its kind alone, and doing it again changes nothing", async () => {
    // What else the first dispute leads to is mailed before it.
    await app.advance(0);
    const [mail] = await mailsTo(worker, /^Dispute opened/);
    const click = () =>
      market.call("POST", linkOf(mail), {
        raw: "List-Unsubscribe=One-Click",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
    expect([(await click()).status, (await click()).status]).toEqual([200, 200]);
    const off = (await preferencesOf(await ownerOf(worker))).filter(({ wanted }) => !wanted).map(({ kind }) => kind);
    expect(off).toEqual(["disputes", "deliveries", "endings"]);
    const before = (await mailsTo(worker, /^Dispute/)).length;
    await disputed();
    await market.event(worker, "job.disputed");
    await app.advance(0);
    expect(await mailsTo(worker, /^Dispute/)).toHaveLength(before);
  });

  test("opening the link changes nothing: it leads to the page with the button", async () => {
    const other = await market.trader();
    const owner = await ownerOf(other);
    const [mail] = await mailsTo(worker, /^Dispute opened/);
    const opened = await market.call("GET", linkOf(mail));
    expect([opened.status, opened.headers.get("location")]).toEqual([303, linkOf(mail).replace("/api/", "/")]);
    expect((await preferencesOf(owner)).find(({ kind }) => kind === "disputes")?.wanted).toBe(true);
  });

  test("a link that we did not sign, or that was changed, turns nothing off", async () => {
    const [mail] = await mailsTo(worker, /^Dispute opened/);
    const [header, , signature] = (new URL(linkOf(mail)).searchParams.get("token") ?? "").split(".");
    const claims = Buffer.from(JSON.stringify({ own: (await ownerOf(buyer)).actor.ownerId, kind: "disputes" }));
    const forged = [header, claims.toString("base64url"), signature].join(".");
    for (const token of ["", "x", forged, buyer.token]) {
      const answer = await market.call("POST", `/api/unsubscribe?token=${token}`, { raw: "" });
      expect([answer.status, answer.error.code]).toEqual([401, "invalid_token"]);
    }
    await expect(setSubscription(await ownerOf(buyer), forged, false)).rejects.toMatchObject({ code: "invalid_token" });
    expect((await preferencesOf(await ownerOf(buyer))).find(({ kind }) => kind === "disputes")?.wanted).toBe(true);
  });

  test("a kind that is off by default is sent once its owner turns it on", async () => {
    await market.delivered(buyer, worker);
    await app.advance(0);
    expect(await mailsTo(buyer, /^Delivery to review/)).toEqual([]);
    const now = await setPreferences(await ownerOf(buyer), { deliveries: true });
    expect(now.find(({ kind }) => kind === "deliveries")?.wanted).toBe(true);
    await market.delivered(buyer, worker);
    await arrived(buyer, /^Delivery to review/);
  });

  test("what is turned off between queueing and sending never leaves", async () => {
    await market.call("POST", "/sandbox/faults", { body: { service: "resend", mode: "down" } });
    await market.delivered(buyer, worker);
    const { db } = await systemContext();
    const queued = async () => {
      const rows = await db.query<{ status: string }>(
        "SELECT status FROM mails WHERE template = 'attention' ORDER BY created_at DESC LIMIT 1",
      );
      return rows[0]?.status;
    };
    await expect.poll(queued).toBe("queued");
    await setPreferences(await ownerOf(buyer), { deliveries: false });
    await market.call("POST", "/sandbox/faults", { body: { service: "resend", mode: "none" } });
    await app.advance(60);
    expect(await queued()).toBe("unwanted");
    expect(await mailsTo(buyer, /^Delivery to review/)).toHaveLength(1);
  });
});

test("mails that are always sent say so by offering no way out", async () => {
  const [key] = await mailsTo(worker, /^The API key/);
  expect(key?.headers).toEqual({});
  expect(key?.text).not.toContain("nsubscribe");
});

test("every template renders with its sample in both forms, for the sandbox's preview", async () => {
  expect(mailNames.length).toBeGreaterThan(7);
  for (const name of mailNames) {
    const mail = await sampleMail(name, "https://voxpact.example");
    expect(mail?.subject).toBeTruthy();
    const html = await fetch(`${app.base}/sandbox/mail/preview/${name}`);
    expect([html.status, html.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await html.text()).toContain("VoxPact");
    const text = await (await fetch(`${app.base}/sandbox/mail/preview/${name}?format=text`)).text();
    expect(text).not.toMatch(/<\/?[a-z]+[ >]/);
    expect(text.includes("unsubscribe?token=")).toBe(mail?.kind !== null);
  }
  expect((await fetch(`${app.base}/sandbox/mail/preview/nonsense`)).status).toBe(404);
});
