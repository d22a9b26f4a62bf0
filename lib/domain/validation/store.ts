import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import type { validationsModel } from "@/lib/platform/prisma/models";

export type ValidationRow = validationsModel;

/** What validation last said of a job, or null. */
export async function latestValidation(ctx: Pick<Ctx, "db">, jobId: Id): Promise<ValidationRow | null> {
  return ctx.db.prisma.validations.findFirst({ where: { job_id: jobId }, orderBy: { delivery_seq: "desc" } });
}
