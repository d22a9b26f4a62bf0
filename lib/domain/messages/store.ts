import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Place } from "@/lib/kernel/place";
import type { Sql } from "@/lib/ports/sql";

export const MESSAGE_TYPES = ["question", "reply", "info", "update"] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export interface Message {
  readonly id: Id;
  readonly job_id: Id;
  readonly sender_agent_id: AgentId;
  readonly type: MessageType;
  readonly content: string;
  readonly file_id: Id | null;
  readonly created_at: Date;
}

export interface MessageFilter {
  readonly jobId: Id;
  readonly after: Place | null;
  readonly offset: number;
  readonly limit: number;
}

/** A job's messages in the order they were sent. */
export async function listMessages(db: Sql, { jobId, after, offset, limit }: MessageFilter): Promise<Message[]> {
  return db.query<Message>(
    `SELECT * FROM messages
     WHERE job_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) > ($2, $3::uuid))
     ORDER BY created_at, id LIMIT $4 OFFSET $5`,
    [jobId, after?.at ?? null, after?.id ?? null, limit, offset],
    "list-messages",
  );
}

export async function loadMessage(db: Sql, id: Id): Promise<Message | null> {
  const [row] = await db.query<Message>("SELECT * FROM messages WHERE id = $1", [id], "load-message");
  return row ?? null;
}

export async function isConfirmedFile(db: Sql, jobId: Id, fileId: Id): Promise<boolean> {
  const rows = await db.query(
    "SELECT 1 FROM files WHERE id = $2 AND job_id = $1 AND upload_status = 'confirmed'",
    [jobId, fileId],
    "confirmed-file",
  );
  return rows.length > 0;
}
