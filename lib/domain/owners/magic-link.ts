import { addMs, MINUTE_MS } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import { newId, type Id } from "@/lib/kernel/ids";
import { perHours } from "@/lib/kernel/contract";
import type { Ctx } from "@/lib/platform/context";
import { requireAllowance, spendAllowance } from "@/lib/platform/gate";
import { equalInConstantTime, hmacSha256, newCode, newLinkToken, sha256 } from "@/lib/platform/secrets";
import { insert, merge, transact } from "@/lib/platform/transact";
import type { Sql } from "@/lib/ports/sql";
import { mail } from "../notifications";
import { accountFor } from "./operator";

const LIFE_MS = 15 * MINUTE_MS;
const MAX_WRONG_CODES = 5;
const LINKS_PER_HOUR = perHours(5);
const WRONG_CODES_PER_HOUR = perHours(10);

const codeHash = (ctx: Pick<Ctx, "secret">, email: string, code: string): string =>
  hmacSha256(ctx.secret, `code:${email}:${code}`);

/**
 * Mails a login link and code (decisions 2): 15 minutes, single use, only the newest counts. Answers alike whether or not the
 * address is known; the sixth in an hour is `rate_limited`. An operator needs no agent to log in.
 */
export async function sendMagicLink(ctx: Ctx, email: string): Promise<void> {
  await spendAllowance(ctx, ctx.now, `magic-link|${email}`, LINKS_PER_HOUR);
  const ownerId = await accountFor(ctx, email);
  if (ownerId === null) return;
  const token = newLinkToken();
  const code = newCode();
  const row = insert("magic_links", {
    id: newId(ctx.now),
    email,
    owner_id: ownerId,
    token_hash: sha256(token),
    code_hash: codeHash(ctx, email, code),
    created_at: ctx.now,
    expires_at: addMs(ctx.now, LIFE_MS),
  });
  await transact(ctx, merge({ inserts: [row] }, await mail(ctx, email, "magicLink", { token, code })));
}

export type MagicProof = { readonly token: string } | { readonly email: string; readonly code: string };

/** The owner whose newest link this token is; the link is used up. */
async function byToken(ctx: Ctx, token: string): Promise<Id> {
  const [used] = await ctx.db.query<{ owner_id: Id }>(
    `UPDATE magic_links m SET used_at = $2
     WHERE m.token_hash = $1 AND m.used_at IS NULL AND m.expires_at > $2 AND m.wrong_codes < $3 AND m.owner_id IS NOT NULL
       AND m.id = (SELECT n.id FROM magic_links n WHERE n.email = m.email ORDER BY n.created_at DESC, n.id DESC LIMIT 1)
     RETURNING m.owner_id`,
    [sha256(token), ctx.now, MAX_WRONG_CODES],
    "use-magic-token",
  );
  if (used === undefined) throw new Refusal("invalid_token");
  return used.owner_id;
}

interface Newest {
  readonly id: Id;
  readonly owner_id: Id | null;
  readonly code_hash: string;
  readonly usable: boolean;
}

/** The owner of a code, which is used up; null where it is not the newest link's, or that one is over. */
async function useCode(
  ctx: Ctx,
  sql: Sql,
  newest: Newest | undefined,
  email: string,
  code: string,
): Promise<Id | null> {
  if (newest === undefined || !newest.usable) return null;
  if (!equalInConstantTime(newest.code_hash, codeHash(ctx, email, code))) {
    await sql.query("UPDATE magic_links SET wrong_codes = wrong_codes + 1 WHERE id = $1", [newest.id]);
    return null;
  }
  await sql.query("UPDATE magic_links SET used_at = $2 WHERE id = $1", [newest.id, ctx.now]);
  return newest.owner_id;
}

/**
 * The owner whose newest code this is. Wrong codes are counted, per link and per address and hour: then even the right one is
 * `rate_limited`, alike whether or not somebody has the address.
 */
async function byCode(ctx: Ctx, email: string, code: string): Promise<Id> {
  const counter = `wrong-code|${email}`;
  const ownerId = await ctx.db.transaction(async (sql) => {
    // The lock lets one try at a time look at the count.
    const [newest] = await sql.query<Newest>(
      `SELECT id, owner_id, code_hash, used_at IS NULL AND expires_at > $2 AND wrong_codes < $3 AS usable
       FROM magic_links WHERE email = $1 ORDER BY created_at DESC, id DESC LIMIT 1 FOR UPDATE`,
      [email, ctx.now, MAX_WRONG_CODES],
    );
    const counting = { ...ctx, db: sql };
    await requireAllowance(counting, ctx.now, counter, WRONG_CODES_PER_HOUR);
    const found = await useCode(ctx, sql, newest, email, code);
    if (found === null) await spendAllowance(counting, ctx.now, counter, WRONG_CODES_PER_HOUR);
    return found;
  });
  if (ownerId === null) throw new Refusal("invalid_code");
  return ownerId;
}

/** Who holds a valid link or code. Throws `invalid_token`, `invalid_code` or `rate_limited`; what is used does not work again. */
export async function verifyMagicLink(ctx: Ctx, proof: MagicProof): Promise<Id> {
  return "token" in proof ? byToken(ctx, proof.token) : byCode(ctx, proof.email, proof.code);
}
