import { randomUUID } from "node:crypto";
import { invariant } from "@/lib/kernel/assert";
import type { Database, Sql } from "@/lib/ports/sql";
import type { Email } from "./email";

/** The mail's id, or `key_reused` where the idempotency key came before with another body. */
export type StoredAnswer = { readonly id: string } | "key_reused";

/**
 * Stores a mail. One idempotency key stores one mail within 24 hours of the application's clock, also when two requests
 * with it race: the second waits for the first and gets its answer.
 */
export async function storeMail(
  db: Database,
  email: Email,
  idempotency: { readonly key: string; readonly requestHash: string } | null,
): Promise<StoredAnswer> {
  const id = randomUUID();
  if (idempotency === null) {
    await insertMail(db, id, email);
    return { id };
  }
  return db.transaction(async (sql) => {
    await insertMail(sql, id, email);
    await sql.query(
      `DELETE FROM sandbox.mail_idempotency WHERE key = $1 AND created_at <= app_now() - interval '24 hours'`,
      [idempotency.key],
    );
    // The no-op update waits for a racing request with this key and returns the row that stands.
    const [claim] = await sql.query<{ mail_id: string; request_hash: string }>(
      `INSERT INTO sandbox.mail_idempotency (key, request_hash, mail_id) VALUES ($1, $2, $3)
       ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING mail_id, request_hash`,
      [idempotency.key, idempotency.requestHash, id],
    );
    invariant(claim !== undefined, "an upsert returns its row");
    if (claim.mail_id !== id) await sql.query(`DELETE FROM sandbox.mails WHERE id = $1`, [id]);
    return claim.request_hash === idempotency.requestHash ? { id: claim.mail_id } : "key_reused";
  });
}

async function insertMail(sql: Sql, id: string, email: Email): Promise<void> {
  const addresses = email.to.map((to) => (/<([^<>]*)>$/.exec(to)?.[1] ?? to).trim().toLowerCase());
  await sql.query(
    `INSERT INTO sandbox.mails (id, sender, recipients, addresses, subject, html, text, headers) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, email.from, email.to, addresses, email.subject, email.html ?? null, email.text ?? null, email.headers ?? {}],
  );
}
