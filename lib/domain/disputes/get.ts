import { notFound } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import * as jobs from "../jobs";
import { newestDispute, view } from "./store";
import type { DisputeView } from "./types";

/** A job's dispute for one of its parties; 404 for everybody else, and where there is none. */
export async function ofJob(ctx: Ctx, jobId: Id): Promise<DisputeView> {
  const job = await jobs.get(ctx, jobId);
  const dispute = await newestDispute(ctx.db, job.id);
  if (dispute === null) throw notFound();
  return view(ctx.db, dispute);
}
