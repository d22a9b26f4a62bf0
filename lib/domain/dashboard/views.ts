import { Refusal } from "@/lib/kernel/errors";
import { newId, type Id } from "@/lib/kernel/ids";
import type { OwnerCtx } from "./scope";

/** A filter of the jobs list that its owner has given a name. */
export interface SavedView {
  readonly id: Id;
  readonly name: string;
  /** The list's query string. */
  readonly query: string;
}

const MOST = 20;

/** The owner's saved views, by name. */
export async function savedViews(ctx: OwnerCtx): Promise<SavedView[]> {
  return ctx.db.query<SavedView>(
    "SELECT id, name, query FROM saved_views WHERE owner_id = $1 ORDER BY lower(name), id LIMIT 100",
    [ctx.actor.ownerId],
    "saved-views",
  );
}

/** Keeps a view; one of the same name is replaced. Throws `limit_reached` at 20. */
export async function saveView(ctx: OwnerCtx, name: string, query: string): Promise<void> {
  const rows = await ctx.db.query(
    `INSERT INTO saved_views (id, owner_id, name, query, created_at)
     SELECT $1, $2, $3, $4, $5
     WHERE (SELECT count(*) FROM saved_views WHERE owner_id = $2 AND name <> $3) < $6
     ON CONFLICT (owner_id, name) DO UPDATE SET query = excluded.query RETURNING 1`,
    [newId(ctx.now), ctx.actor.ownerId, name, query, ctx.now, MOST],
    "save-view",
  );
  if (rows.length === 0)
    throw new Refusal("limit_reached", { message: `You can keep ${MOST} views. Remove one first.` });
}

/** Forgets a view; one that is gone already, or another owner's, changes nothing. */
export async function removeView(ctx: OwnerCtx, id: Id): Promise<void> {
  await ctx.db.query("DELETE FROM saved_views WHERE id = $1 AND owner_id = $2", [id, ctx.actor.ownerId], "remove-view");
}
