import type { Ctx } from "@/lib/platform/context";
import { unseal } from "@/lib/platform/secrets";

/** Opening a secret costs more than all the rest of a delivery's signing; so many are kept open, the oldest go first. */
const KEPT = 1_000;
const opened = new Map<string, Promise<string>>();

/** The secret in a seal. A rotated secret has another seal, so what is kept is never outdated. */
function open(ctx: Pick<Ctx, "secret">, sealed: string): Promise<string> {
  const key = `${ctx.secret} ${sealed}`;
  const known = opened.get(key);
  if (known !== undefined) return known;
  const secret = unseal(ctx.secret, sealed).then(String);
  opened.set(key, secret);
  secret.catch(() => opened.delete(key));
  const [oldest] = opened.keys();
  if (opened.size > KEPT && oldest !== undefined) opened.delete(oldest);
  return secret;
}

export const signingSecrets = (ctx: Pick<Ctx, "secret">, sealed: readonly string[]): Promise<string[]> =>
  Promise.all(sealed.map((one) => open(ctx, one)));
