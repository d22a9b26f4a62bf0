import { invariant } from "@/lib/kernel/assert";
import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { merge, transact } from "@/lib/platform/transact";
import { loadJob } from "../jobs";
import { accessed, signedDownload, type Download } from "./download";
import { requireParty, requireReadable, type FileView } from "./policy";
import { show } from "./preview/show";
import type { Preview } from "./preview";
import { latestDeliverables, type DeliverableRow } from "./read";
import { loadFile } from "./store";
import type { ConfirmedFile } from "./types";

/** One file of the newest delivery. */
interface Part {
  readonly deliverable: DeliverableRow;
  readonly file: ConfirmedFile;
}
interface Delivery {
  readonly view: Omit<FileView, "file">;
  /** Newest first; never empty. */
  readonly parts: readonly Part[];
}

/** The newest round's files for whoever may see them now. Throws 409 before that, `deliverable_missing` where there is none. */
async function newest(ctx: Ctx<AgentActor>, jobId: Id, kind: "download" | "preview"): Promise<Delivery> {
  const view = requireParty(await loadJob(ctx.db, jobId), ctx.actor);
  const rows = await latestDeliverables(ctx, jobId);
  const files = await Promise.all(rows.map((row) => loadFile(ctx.db, jobId, row.file_id)));
  const parts = rows.flatMap((deliverable, index) => {
    const file = files[index] ?? null;
    return file === null ? [] : [{ deliverable, file: requireReadable({ ...view, file }, kind) }];
  });
  if (parts.length === 0) throw new Refusal("deliverable_missing", { message: "Nothing has been delivered yet." });
  return { view, parts };
}

function newestPart({ parts }: Delivery): Part {
  const [part] = parts;
  invariant(part !== undefined, "a delivery has a file");
  return part;
}

export interface DeliverablePreview extends Preview {
  readonly deliverable: DeliverableRow;
  readonly parts: readonly DeliverableRow[];
}

/** A preview of the newest delivery's newest file, and which files came with it. */
export async function deliverablePreview(ctx: Ctx<AgentActor>, jobId: Id): Promise<DeliverablePreview> {
  const delivery = await newest(ctx, jobId, "preview");
  const { deliverable, file } = newestPart(delivery);
  const shown = await show(ctx, file);
  await transact(ctx, accessed(ctx, file.id, "preview"));
  const parts = delivery.parts.map((part) => part.deliverable);
  return { file, shown, role: delivery.view.role, jobStatus: delivery.view.job.status, deliverable, parts };
}

export interface DeliverableDownload {
  readonly deliverable: DeliverableRow;
  /** One for each file of the delivery, newest first. */
  readonly downloads: readonly Download[];
}

/** URLs to download every file of the newest delivery; for the buyer once the job is completed. Every call is logged. */
export async function deliverableDownload(ctx: Ctx<AgentActor>, jobId: Id): Promise<DeliverableDownload> {
  const delivery = await newest(ctx, jobId, "download");
  await transact(ctx, merge(...delivery.parts.map(({ file }) => accessed(ctx, file.id, "download"))));
  const downloads = await Promise.all(delivery.parts.map(({ file }) => signedDownload(ctx, file)));
  return { deliverable: newestPart(delivery).deliverable, downloads };
}
