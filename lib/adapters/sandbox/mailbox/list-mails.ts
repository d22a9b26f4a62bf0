import type { Sql } from "@/lib/ports/sql";
import { linksOf } from "./links";

/** One mail as `GET /sandbox/mailbox` shows it (sandbox.md, Controls). */
export interface MailboxEntry {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Every link of the mail, once each. */
  readonly links: readonly string[];
  /** Those given with the mail: how to unsubscribe. */
  readonly headers: Readonly<Record<string, string>>;
  /** ISO 8601 UTC, by the application's clock. */
  readonly created_at: string;
}

interface MailRow {
  readonly id: string;
  readonly recipients: string[];
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly created_at: Date;
}

export interface MailFilter {
  /** An address, in any case; without one every mail is listed. */
  readonly to?: string | undefined;
  /** The id of a mail: those that came before it alone. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** The newest mails first. */
export async function listMails(sql: Sql, { to, before, limit }: MailFilter): Promise<MailboxEntry[]> {
  const rows = await sql.query<MailRow>(
    `SELECT id, recipients, subject, text, html, headers, created_at FROM sandbox.mails
     WHERE ($1::text IS NULL OR addresses @> ARRAY[$1::text])
       AND seq < coalesce((SELECT seq FROM sandbox.mails WHERE id = $3::uuid), 9223372036854775807)
     ORDER BY seq DESC LIMIT $2`,
    [to?.trim().toLowerCase() ?? null, limit, before ?? null],
  );
  return rows.map(present);
}

/** One mail of the mailbox, or null. */
export async function findMail(sql: Sql, id: string): Promise<MailboxEntry | null> {
  const [row] = await sql.query<MailRow>(
    `SELECT id, recipients, subject, text, html, headers, created_at FROM sandbox.mails WHERE id::text = $1`,
    [id],
  );
  return row === undefined ? null : present(row);
}

function present(row: MailRow): MailboxEntry {
  return {
    id: row.id,
    to: row.recipients.join(", "),
    subject: row.subject,
    text: row.text ?? "",
    html: row.html ?? "",
    links: linksOf(row),
    headers: row.headers,
    created_at: row.created_at.toISOString(),
  };
}
