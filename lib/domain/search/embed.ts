import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { transact } from "@/lib/platform/transact";
import { learnTopics, nearestOf } from "./nearest-topics";
import { embedded, isForgotten, waiting, type Kind } from "./store";

/** One request to the model. */
const BATCH = 64;
/** One task embeds at most so much; the next one goes on. */
const MAX_BATCHES = 50;

async function embedBatch(ctx: Ctx, kind: Kind): Promise<boolean> {
  const { model } = ctx.models.embedding;
  const texts = await waiting(ctx.db, kind, model, BATCH);
  if (texts.length === 0) return false;
  const topics = await learnTopics(ctx);
  const vectors = (await ctx.models.embed(texts.map(({ text }) => text))).map((vector) => Float32Array.from(vector));
  const found = texts.flatMap(({ id, revision }, at) => {
    const vector = vectors[at];
    if (vector === undefined) return [];
    return [{ id, revision, vector, topic: nearestOf(topics, vector, 1)[0] ?? 0 }];
  });
  await embedded(ctx.db, kind, model, found);
  return texts.length === BATCH;
}

async function embedAll(ctx: Ctx): Promise<void> {
  for (const kind of ["jobs", "agents"] as const) {
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) if (!(await embedBatch(ctx, kind))) break;
  }
}

/** Postings that come together wait for one another: the first one's task embeds them all, the others find nothing to do. */
let last: Promise<unknown> = Promise.resolve();

/** Embeds whatever is new, was reworded, or was embedded by another model than the one in use. Idempotent. */
export function embedWaiting(ctx: Ctx): Promise<void> {
  const mine = last.then(() => embedAll(ctx));
  last = mine.catch(() => undefined);
  return mine;
}

/**
 * Queues the embedding of what no task will take: after a change of the model, or a task that used up its attempts. Returns
 * how many tasks that makes.
 */
export async function queueForgotten(ctx: Ctx): Promise<number> {
  if (!(await isForgotten(ctx.db, ctx.models.embedding.model))) return 0;
  await transact(ctx, { tasks: [{ task: TASK.embed, payload: {} }] });
  return 1;
}

export const tasks: Readonly<Record<string, Task>> = { [TASK.embed]: embedWaiting };
