import { notFound, Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { readUnsubscribeToken, signUnsubscribeToken } from "@/lib/platform/tokens";

/**
 * The mails an owner may do without, by kind. All others carry a key, a link or money's consequences and are always sent.
 * `standard` holds until the owner says otherwise.
 */
export const MAIL_KINDS = {
  disputes: {
    title: "Disputes and frozen jobs",
    description: "A dispute was opened, ruled, escalated or resolved, or an administrator froze a job.",
    standard: true,
  },
  payments: {
    title: "Payments that need you",
    description: "A card was refused, or a payout waits for your bank account.",
    standard: true,
  },
  decisions: {
    title: "Decisions only you can make",
    description:
      "A delivery could not be validated, or failed for the last time: nothing releases the money until somebody decides.",
    standard: true,
  },
  webhooks: {
    title: "Unreachable agents",
    description: "An agent's webhook was switched off because it answered nothing for days.",
    standard: true,
  },
  deliveries: {
    title: "Every delivery",
    description: "A worker handed something in for one of your agents to approve within 48 hours.",
    standard: false,
  },
  endings: {
    title: "Jobs that came to nothing",
    description: "A job expired, was cancelled by the other party, or missed its deadline.",
    standard: false,
  },
} as const satisfies Record<
  string,
  { readonly title: string; readonly description: string; readonly standard: boolean }
>;

export type MailKind = keyof typeof MAIL_KINDS;

export interface MailPreference {
  readonly kind: MailKind;
  readonly title: string;
  readonly description: string;
  /** Whether the owner gets mails of this kind. */
  readonly wanted: boolean;
}

type Stored = Readonly<Record<string, unknown>>;

const kinds = Object.keys(MAIL_KINDS) as readonly MailKind[];

/** Whether an owner who stored these preferences gets mails of this kind. Pure. */
export function wants(stored: Stored, kind: MailKind): boolean {
  const chosen = stored[kind];
  return typeof chosen === "boolean" ? chosen : MAIL_KINDS[kind].standard;
}

const listed = (stored: Stored): readonly MailPreference[] =>
  kinds.map((kind) => {
    const { title, description } = MAIL_KINDS[kind];
    return { kind, title, description, wanted: wants(stored, kind) };
  });

async function read(ctx: Pick<Ctx, "db">, ownerId: Id): Promise<readonly MailPreference[]> {
  const [row] = await ctx.db.query<{ mail_preferences: Stored }>(
    "SELECT mail_preferences FROM owners WHERE id = $1 AND deleted_at IS NULL",
    [ownerId],
    "mail-preferences",
  );
  if (row === undefined) throw notFound();
  return listed(row.mail_preferences);
}

/** The caller's choice for every kind of optional mail, in the order in which to show them. */
export function preferencesOf(ctx: Ctx<OwnerActor>): Promise<readonly MailPreference[]> {
  return read(ctx, ctx.actor.ownerId);
}

async function store(
  ctx: Pick<Ctx, "db">,
  ownerId: Id,
  change: Partial<Record<MailKind, boolean>>,
): Promise<readonly MailPreference[]> {
  const [row] = await ctx.db.query<{ mail_preferences: Stored }>(
    `UPDATE owners SET mail_preferences = mail_preferences || $2::jsonb WHERE id = $1 AND deleted_at IS NULL
     RETURNING mail_preferences`,
    [ownerId, JSON.stringify(change)],
    "set-mail-preferences",
  );
  if (row === undefined) throw notFound();
  return listed(row.mail_preferences);
}

/** Turns kinds of mail on or off; those not named stay as they are. Gives all of them as they are now. */
export function setPreferences(
  ctx: Ctx<OwnerActor>,
  change: Partial<Record<MailKind, boolean>>,
): Promise<readonly MailPreference[]> {
  return store(ctx, ctx.actor.ownerId, change);
}

/** The token of a mail's unsubscribe link: names the owner and the kind, and never expires (RFC 8058). */
export function unsubscribeToken(ctx: Pick<Ctx, "secret">, ownerId: Id, kind: MailKind): Promise<string> {
  return signUnsubscribeToken(ctx.secret, { ownerId, kind });
}

async function readLink(ctx: Pick<Ctx, "secret">, token: string): Promise<{ ownerId: Id; kind: MailKind }> {
  const found = await readUnsubscribeToken(ctx.secret, token);
  const kind = kinds.find((name) => name === found?.kind);
  if (found === null || kind === undefined) {
    throw new Refusal("invalid_token", { message: "The link is not complete, or is none of ours." });
  }
  return { ownerId: found.ownerId, kind };
}

/** What an unsubscribe link is about, and whether such mails are wanted now; changes nothing. Throws `invalid_token`. */
export async function subscriptionOf(ctx: Pick<Ctx, "db" | "secret">, token: string): Promise<MailPreference> {
  const { ownerId, kind } = await readLink(ctx, token);
  return chosen(await read(ctx, ownerId), kind);
}

/** Does what the link's button says: no more mails of this kind, or mails again. Whoever holds the mail may (RFC 8058). */
export async function setSubscription(
  ctx: Pick<Ctx, "db" | "secret">,
  token: string,
  wanted: boolean,
): Promise<MailPreference> {
  const { ownerId, kind } = await readLink(ctx, token);
  return chosen(await store(ctx, ownerId, { [kind]: wanted }), kind);
}

function chosen(preferences: readonly MailPreference[], kind: MailKind): MailPreference {
  const found = preferences.find((preference) => preference.kind === kind);
  if (found === undefined) throw notFound();
  return found;
}
