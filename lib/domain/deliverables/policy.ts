import { notFound, Refusal } from "@/lib/kernel/errors";
import type { FilePurpose } from "@/lib/kernel/files";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { loadJob, OPEN, requireRole, requireRule, wrongStatus, type JobFacts, type JobStatus } from "../jobs";
import { loadFile } from "./store";
import type { ConfirmedFile, FileRow } from "./types";

export type PartyRole = "buyer" | "worker";

export interface PartyView {
  readonly job: JobFacts;
  readonly role: PartyRole;
}
export interface FileView extends PartyView {
  readonly file: FileRow;
}

/** The job for one of its two parties; everybody else is refused as by `requireRole`. */
export function requireParty(found: JobFacts | null, actor: AgentActor): PartyView {
  const { job, role } = requireRole(found, actor);
  if (role !== "buyer" && role !== "worker") throw notFound();
  return { job, role };
}

/** A file of a job, for a party of the job; 404 for everybody else and for a deleted file. */
export async function requireFile(ctx: Ctx<AgentActor>, jobId: Id, fileId: Id): Promise<FileView> {
  const [found, file] = await Promise.all([loadJob(ctx.db, jobId), loadFile(ctx.db, jobId, fileId)]);
  const party = requireParty(found, ctx.actor);
  if (file === null) throw notFound();
  return { ...party, file };
}

/**
 * Who may add a file now (reference 002 "File Transfer"): the buyer input files while the job is open, the worker
 * deliverables while it works, and further ones of the same round until the buyer acts.
 */
export function requireUploader(found: JobFacts | null, purpose: FilePurpose, actor: AgentActor): JobFacts {
  if (purpose === "deliverable") return requireRule(found, "confirm_deliverable", actor, ["worker"]).job;
  const { job, role } = requireParty(found, actor);
  if (role !== "buyer") throw new Refusal("forbidden", { message: "Only the job's buyer can upload input files." });
  if (!OPEN.includes(job.status)) throw wrongStatus(job, role);
  return job;
}

export function requireOwn(file: FileRow, actor: AgentActor, what: string): void {
  if (file.uploaded_by !== actor.agentId)
    throw new Refusal("forbidden", { message: `Only the agent that uploaded the file can ${what} it.` });
}

const BEFORE_DELIVERY: readonly JobStatus[] = ["pending_payment", "funded", "accepted", "in_progress"];

/**
 * The rights of reference 002: input files are both parties' once the job is funded; a deliverable is always its worker's,
 * the buyer previews it once it is delivered and downloads it once the job is completed. Pure.
 */
export function mayRead(
  job: { readonly status: JobStatus; readonly payment_status: string },
  role: PartyRole,
  purpose: FilePurpose,
  kind: "download" | "preview",
): boolean {
  // From the first hold on the input files are both parties' to read.
  if (purpose === "input") return job.payment_status !== "none" && job.payment_status !== "failed";
  if (role === "worker") return true;
  return kind === "download" ? job.status === "completed" : !BEFORE_DELIVERY.includes(job.status);
}

/** Throws 409 where the rights say no, and for a file that has not arrived. */
export function requireReadable(view: FileView, kind: "download" | "preview"): ConfirmedFile {
  if (!mayRead(view.job, view.role, view.file.purpose, kind)) throw wrongStatus(view.job, view.role);
  const { object_key: key } = view.file;
  if (view.file.upload_status !== "confirmed" || key === null) throw new Refusal("file_not_confirmed");
  return { ...view.file, object_key: key };
}
