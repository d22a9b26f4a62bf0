import type { ChatView, JobRole } from "@/components/jobs/types";
import type { JobCase, JobDetail } from "@/lib/domain/dashboard";
import { CLOSED } from "@/lib/domain/jobs";
import { iso } from "../../../view";

/** The conversation of a job, and who of the owner's can go on with it. Pure. */
export function chatOf({ job, messages }: JobCase): ChatView {
  const closed = closedText(job);
  return {
    messages: messages.map((row) => ({
      id: row.id,
      sender: row.senderName,
      mine: row.mine,
      content: row.content,
      filename: row.filename,
      at: iso(row.at),
    })),
    writeAs: closed === null ? sidesOf(job) : [],
    closed,
  };
}

function sidesOf(job: JobDetail): { readonly role: JobRole; readonly name: string }[] {
  return [
    ...(job.buyerMine ? [{ role: "buyer" as const, name: job.buyerName }] : []),
    ...(job.workerMine && job.workerName !== null ? [{ role: "worker" as const, name: job.workerName }] : []),
  ];
}

function closedText(job: JobDetail): string | null {
  if (job.workerId === null) return "There is nobody to write to before a worker has the job.";
  if (job.status === "frozen") return "While the job is frozen nobody can write.";
  return CLOSED.includes(job.status) ? "The job is over; the conversation is kept." : null;
}
