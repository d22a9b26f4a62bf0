import type { Id } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { insert, merge, transact, untilSettled } from "@/lib/platform/transact";
import { handedIn, loadJob, requireRule, type JobFacts } from "../jobs";
import { uploadKey } from "./keys";
import { stored } from "./storage";

const CONTENT_TYPE = "text/plain; charset=utf-8";
const FILENAME = "deliverable.txt";

/** Stores a text outside the database, before the change that names it: an object nobody names is harmless. */
async function store(ctx: Ctx<AgentActor>, job: JobFacts, fileId: Id, content: Uint8Array): Promise<string> {
  const key = uploadKey("deliverable", job.id, fileId, FILENAME);
  await stored(ctx.objects.put(key, content, CONTENT_TYPE));
  return key;
}

/**
 * Hands in a text (001, decisions 4): it is stored as a file, delivered, and validated in the background. The job waits in
 * `validating` until the verdict.
 */
export async function submit(ctx: Ctx<AgentActor>, id: Id, text: string): Promise<JobFacts> {
  const content = new TextEncoder().encode(text);
  const fileId = newId(ctx.now);
  let key: string | null = null;
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "submit", ctx.actor, ["worker"]);
    key ??= await store(ctx, job, fileId, content);
    const deliverableId = newId(ctx.now);
    const moved = handedIn(ctx, job, "validating", [
      { deliverableId, fileId, filename: FILENAME, sizeBytes: content.length },
    ]);
    const file = insert("files", {
      id: fileId,
      job_id: job.id,
      uploaded_by: ctx.actor.agentId,
      purpose: "deliverable",
      upload_status: "confirmed",
      original_filename: FILENAME,
      content_type: CONTENT_TYPE,
      file_size_bytes: content.length,
      revision_number: job.revision_number,
      upload_key: key,
      object_key: key,
      created_at: ctx.now,
      confirmed_at: ctx.now,
    });
    const deliverable = insert("deliverables", {
      id: deliverableId,
      job_id: job.id,
      file_id: fileId,
      revision_number: job.revision_number,
      content_type: CONTENT_TYPE,
      created_at: ctx.now,
    });
    await transact(ctx, merge(moved.change, { inserts: [file, deliverable] }));
    return moved.job;
  });
}
