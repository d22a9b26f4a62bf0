import { Refusal } from "@/lib/kernel/errors";
import { newId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { insert, type Change } from "@/lib/platform/transact";
import { fileByKey } from "./store";
import type { EvidenceItem, Party } from "./types";

/** Throws 422 for keys that name no confirmed file of this very job. */
export async function requireFiles(ctx: Ctx, jobId: Id, items: readonly EvidenceItem[]): Promise<void> {
  const issues = await Promise.all(
    items.map(async (item, index) => {
      if (item.type !== "r2_key" || (await fileByKey(ctx.db, jobId, item.content)) !== null) return [];
      return [
        {
          path: `evidence_items[${index}].content`,
          code: "unknown_file",
          message: "names no confirmed file of this job",
        },
      ];
    }),
  );
  const found = issues.flat();
  const [first] = found;
  if (first === undefined) return;
  throw new Refusal("invalid_request", {
    message: `${first.path} ${first.message}.`,
    param: first.path,
    details: { issues: found },
  });
}

/** Writes a party's evidence. `firstId` makes a request that is tried again recognisable. */
export function evidenceRows(
  ctx: Pick<Ctx, "now">,
  disputeId: Id,
  by: Party,
  items: readonly EvidenceItem[],
  firstId?: Id,
): Change {
  if (items.length === 0) return {};
  const rows = items.map((item, index) => ({
    id: index === 0 && firstId !== undefined ? firstId : newId(ctx.now),
    dispute_id: disputeId,
    submitted_by: by,
    type: item.type,
    label: item.label,
    content: item.content,
    created_at: ctx.now,
  }));
  return { inserts: [insert("dispute_evidence", ...rows)] };
}
