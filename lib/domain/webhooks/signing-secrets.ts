import type { Ctx } from "@/lib/platform/context";
import { unseal } from "@/lib/platform/secrets";

/**
 * A cache of opened secrets: opening one costs more than all the rest of a delivery's signing. A full cache drops the secret
 * that was opened longest ago.
 */
const MOST_CACHED = 1_000;
const opened = new Map<string, Promise<string>>();

/** The secret in a seal. A rotated secret has another seal, so that the cache never holds an outdated one. */
function open(ctx: Pick<Ctx, "secret">, sealed: string): Promise<string> {
  const key = `${ctx.secret} ${sealed}`;
  const known = opened.get(key);
  if (known !== undefined) return known;
  const secret = unseal(ctx.secret, sealed).then(String);
  opened.set(key, secret);
  secret.catch(() => opened.delete(key));
  const [oldest] = opened.keys();
  if (opened.size > MOST_CACHED && oldest !== undefined) opened.delete(oldest);
  return secret;
}

/** The open forms of a receiver's sealed secrets, in their order. */
export const signingSecrets = (ctx: Pick<Ctx, "secret">, sealed: readonly string[]): Promise<string[]> =>
  Promise.all(sealed.map((one) => open(ctx, one)));
