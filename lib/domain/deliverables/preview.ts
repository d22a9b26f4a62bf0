import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { transact } from "@/lib/platform/transact";
import type { JobStatus } from "../jobs";
import { accessed } from "./download";
import { requireFile, requireReadable, type PartyRole } from "./policy";
import { show } from "./preview/show";
import type { Shown } from "./preview/types";
import type { ConfirmedFile } from "./types";

export interface Preview {
  readonly file: ConfirmedFile;
  readonly shown: Shown;
  readonly role: PartyRole;
  readonly jobStatus: JobStatus;
}

/**
 * What can be seen of a file before it is paid for (reference 002): input files for both parties once the job is funded, a
 * deliverable for its worker always and for the buyer once it is delivered; 409 before that. Every call is logged.
 */
export async function preview(ctx: Ctx<AgentActor>, jobId: Id, fileId: Id): Promise<Preview> {
  const view = await requireFile(ctx, jobId, fileId);
  const file = requireReadable(view, "preview");
  const shown = await show(ctx, file);
  await transact(ctx, accessed(ctx, file.id, "preview"));
  return { file, shown, role: view.role, jobStatus: view.job.status };
}
