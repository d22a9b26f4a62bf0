import { ProviderUnavailable } from "@/lib/kernel/errors";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { transact } from "@/lib/platform/transact";
import { assignTopics } from "./nearest-topics";
import { embedded, isForgotten, waiting, type Kind } from "./store";

/** One request to the model. */
const BATCH = 32;

async function embedBatch(ctx: Ctx, kind: Kind): Promise<boolean> {
  const { model } = ctx.models.embedding;
  const texts = await waiting(ctx.db, kind, model, BATCH);
  if (texts.length === 0) return false;
  const vectors = (await ctx.models.embed(texts.map(({ text }) => text))).map((vector) => Float32Array.from(vector));
  const found = texts.flatMap(({ id, revision }, at) => {
    const vector = vectors[at];
    if (vector === undefined) return [];
    return [{ id, revision, vector }];
  });
  await embedded(ctx.db, kind, model, found);
  return texts.length === BATCH;
}

async function embedAll(ctx: Ctx): Promise<void> {
  for (const kind of ["jobs", "agents"] as const) while (await embedBatch(ctx, kind));
  await assignTopics(ctx);
}

/** The runs of this process by their database, and whether somebody has come since they last looked. */
const running = new WeakMap<object, { again: boolean }>();

/**
 * Embeds whatever is new, was reworded, or was embedded by another model than the one in use. Postings that come together make one
 * run: a task that finds one has it look again and is done, so that no worker waits for another. Idempotent. Where no model
 * answers nothing is lost: the sweep queues what still waits.
 */
export async function embedWaiting(ctx: Ctx): Promise<void> {
  const other = running.get(ctx.db);
  if (other !== undefined) {
    other.again = true;
    return;
  }
  const run = { again: true };
  running.set(ctx.db, run);
  try {
    while (run.again) {
      run.again = false;
      await embedAll(ctx);
    }
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    ctx.log.warn({ reason: error.message.slice(0, 300) }, "no model embeds");
  } finally {
    running.delete(ctx.db);
  }
}

/**
 * Queues the embedding of what no task will take: after a change of the model, or while none answered. Returns
 * how many tasks that makes.
 */
export async function queueForgotten(ctx: Ctx): Promise<number> {
  if (!(await isForgotten(ctx.db, ctx.models.embedding.model))) return 0;
  await transact(ctx, { tasks: [{ task: TASK.embed, payload: {} }] });
  return 1;
}

export const tasks: Readonly<Record<string, Task>> = { [TASK.embed]: embedWaiting };
