import type { AgentActor, Ctx } from "@/lib/platform/context";
import { loadJob } from "../jobs";
import { requireParty } from "./policy";
import { listFiles, type FileFilter } from "./store";
import type { FileRow } from "./types";

/** A job's files, pending ones included and deleted ones not, newest first, for both parties. */
export async function list(ctx: Ctx<AgentActor>, filter: FileFilter): Promise<FileRow[]> {
  requireParty(await loadJob(ctx.db, filter.jobId), ctx.actor);
  return listFiles(ctx.db, filter);
}
