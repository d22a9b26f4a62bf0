import { beginning } from "@/lib/kernel/text";
import type { Ctx } from "@/lib/platform/context";
import type { ArbitrationRequest } from "@/lib/ports/models";
import { fileText as textOf, latestDeliverables, readText } from "../deliverables";
import { latestValidation } from "../validation";
import { fileByKey, listEvidence, listMessages } from "./store";
import type { Case, Evidence, Party } from "./types";

/** What the arbiter reads at most: of the delivery, of each party's evidence together, and of the messages. */
const MAX_DELIVERY_CHARACTERS = 60_000;
const MAX_FILE_CHARACTERS = 20_000;
const MAX_EVIDENCE_CHARACTERS = 40_000;
const MAX_MESSAGES = 100;
const MAX_MESSAGE_CHARACTERS = 1_000;

/** Who opened it, as people and models are told: time opens a dispute for the buyer, who waits for the revision. */
export function openedFor(openedBy: Party | "system"): Party {
  return openedBy === "system" ? "buyer" : openedBy;
}

async function fileText(ctx: Ctx, jobId: string, key: string): Promise<string> {
  const file = await fileByKey(ctx.db, jobId, key);
  if (file === null) return "A file that is no longer there.";
  const heading = `File ${file.original_filename}, ${file.content_type}, ${file.file_size_bytes} bytes`;
  const found = await textOf(ctx, file);
  if (found === null) return `${heading}; it has no text that can be read.`;
  return `${heading}:\n${beginning(found.content, MAX_FILE_CHARACTERS)}`;
}

/** What a piece of evidence says. Links are never opened: what stands behind one can change after it was judged. */
async function contentOf(ctx: Ctx, jobId: string, item: Evidence): Promise<string> {
  switch (item.type) {
    case "text":
      return item.content;
    case "url":
      return `A link that was not opened: ${item.content}`;
    case "r2_key":
      return fileText(ctx, jobId, item.content);
  }
}

/** Each side gets the same room, so that nobody drowns the other out. Pure. */
export function withinRoom<T extends { readonly by: Party; readonly content: string }>(
  items: readonly T[],
  room: number,
): T[] {
  const left = { buyer: room, worker: room };
  return items.flatMap((item) => {
    const content = beginning(item.content, left[item.by]);
    left[item.by] -= content.length;
    if (content.length === 0 && item.content.length > 0) return [];
    return [{ ...item, content: content.length < item.content.length ? `${content} […]` : content }];
  });
}

/** The whole case as the arbiter sees it: the parties' words and files, all of it data (decisions 8). */
export async function arbitrationRequest(ctx: Ctx, { job, dispute }: Case): Promise<ArbitrationRequest> {
  const [stored, messages, validation, files] = await Promise.all([
    listEvidence(ctx.db, dispute.id),
    listMessages(ctx.db, job.id, MAX_MESSAGES),
    latestValidation(ctx, job.id),
    latestDeliverables(ctx, job.id),
  ]);
  const delivery = await readText(ctx, files, MAX_DELIVERY_CHARACTERS);
  const evidence: { by: Party; label: string; content: string }[] = [];
  for (const item of stored)
    evidence.push({ by: item.submitted_by, label: item.label, content: await contentOf(ctx, job.id, item) });
  return {
    title: job.title,
    taskSpec: job.task_spec,
    reason: dispute.reason,
    openedBy: openedFor(dispute.opened_by),
    evidence: withinRoom(evidence, MAX_EVIDENCE_CHARACTERS),
    messages: messages.map(({ by, content }) => ({ by, content: beginning(content, MAX_MESSAGE_CHARACTERS) })),
    validation:
      validation === null || validation.outcome === "unavailable"
        ? null
        : {
            passed: validation.outcome === "passed",
            confidence: validation.confidence ?? 0,
            reasoning: validation.reasoning,
          },
    deliverable: delivery?.sample ?? null,
  };
}
