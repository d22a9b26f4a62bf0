import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Mail, Mailer } from "@/lib/ports/mail";

/** What every `Mailer` guarantees, whichever server answers it. */
export function mailerContract(connect: () => Promise<Mailer>): void {
  let mailer: Mailer;
  beforeAll(async () => {
    mailer = await connect();
  });
  const mail = (over: Partial<Mail> = {}): Mail => ({
    to: "delivered@resend.dev",
    subject: "Contract",
    html: "<p>Contract</p>",
    text: "Contract",
    idempotencyKey: randomUUID(),
    ...over,
  });

  test("a mail sent twice under one key is sent once", async () => {
    const once = mail();
    const id = await mailer.send(once);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await mailer.send(once)).toBe(id);
  });

  test("the same mail under two keys is two mails", async () => {
    expect(await mailer.send(mail())).not.toBe(await mailer.send(mail()));
  });

  test("of twenty racing sends under one key one is sent", async () => {
    const once = mail();
    const settled = await Promise.allSettled(Array.from({ length: 20 }, () => mailer.send(once)));
    const ids = settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(new Set(ids).size).toBe(1);
  });

  test("one key for two different mails is a bug, not an outage", async () => {
    const first = mail();
    await mailer.send(first);
    await expect(mailer.send({ ...first, subject: "Another" })).rejects.toMatchObject({ name: "Error" });
  });

  test("a mail to no address is a bug, not an outage", async () => {
    await expect(mailer.send(mail({ to: "nobody" }))).rejects.toMatchObject({ name: "Error" });
  });
}
