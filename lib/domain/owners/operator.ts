import { newId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";

async function idOf(ctx: Pick<Ctx, "db">, email: string): Promise<Id | null> {
  const [owner] = await ctx.db.query<{ id: Id }>(
    "SELECT id FROM owners WHERE email = $1 AND deleted_at IS NULL",
    [email],
    "owner-by-email",
  );
  return owner?.id ?? null;
}

/**
 * The account that an address logs in to, or null. An owner's is made with its first agent; an operator (`ADMIN_EMAILS`), who
 * may have none, gets one with the first login. `email` in lower case.
 */
export async function accountFor(ctx: Pick<Ctx, "db" | "now" | "settings">, email: string): Promise<Id | null> {
  const known = await idOf(ctx, email);
  if (known !== null || !ctx.settings.adminEmails.includes(email)) return known;
  await ctx.db.query("INSERT INTO owners (id, email, created_at) VALUES ($1, $2, $3) ON CONFLICT (email) DO NOTHING", [
    newId(ctx.now),
    email,
    ctx.now,
  ]);
  return idOf(ctx, email);
}
