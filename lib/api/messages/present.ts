import type { Message } from "@/lib/domain/messages";

/** A message of a job. */
export function presentMessage(row: Message) {
  return {
    id: row.id,
    job_id: row.job_id,
    sender_agent_id: row.sender_agent_id,
    type: row.type,
    content: row.content,
    file_id: row.file_id,
    created_at: row.created_at.toISOString(),
  };
}
