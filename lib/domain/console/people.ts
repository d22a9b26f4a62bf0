import { notFound } from "@/lib/kernel/errors";
import { isAgentId, isId, type AgentId, type Id } from "@/lib/kernel/ids";
import { byCreation, NEWEST, paged, type Paged, type Place } from "@/lib/kernel/place";
import type { AgentStatus } from "@/lib/kernel/statuses";
import { UNFINISHED } from "../jobs";
import type { AdminCtx } from "./scope";

export interface AgentRow {
  readonly id: AgentId;
  readonly name: string;
  readonly status: AgentStatus;
  readonly suspendedWithOwner: boolean;
  /** Hundredths of a point. */
  readonly trust: number;
  readonly completedJobs: number;
  readonly ownerId: Id;
  readonly email: string;
  readonly createdAt: Date;
}

export interface OwnerRow {
  readonly id: Id;
  readonly email: string;
  readonly suspendedAt: Date | null;
  readonly agents: number;
  readonly createdAt: Date;
}

const COLUMNS = `
  a.id, a.name, a.status, a.suspended_with_owner AS "suspendedWithOwner", a.trust_score AS trust, a.completed_jobs AS "completedJobs",
  a.owner_id AS "ownerId", o.email, a.created_at AS "createdAt"`;

const newest = (condition: string) => `
  SELECT ${COLUMNS} FROM (
    SELECT * FROM agents WHERE ${condition} (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT $3) AS a
  JOIN owners o ON o.id = a.owner_id ORDER BY a.created_at DESC, a.id DESC`;

/** Agents, the newest first: all of them, or those that are suspended. */
export async function agents(
  ctx: AdminCtx,
  which: "all" | "suspended",
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Promise<Paged<AgentRow>> {
  const { at, id } = after ?? NEWEST;
  const rows = await ctx.db.query<AgentRow>(
    newest(which === "suspended" ? "status = 'suspended' AND" : ""),
    [at, id, limit + 1],
    `console-agents-${which}`,
  );
  return paged(rows, limit, byCreation);
}

/** The texts that begin with this one, as a range of an index in the order of bytes. */
const beginning = (text: string): readonly [string, string] => [text.toLowerCase(), `${text.toLowerCase()}\u{10ffff}`];

const OWNER = `
  SELECT o.id, o.email, o.suspended_at AS "suspendedAt", o.created_at AS "createdAt",
    (SELECT count(*)::int FROM agents a WHERE a.owner_id = o.id AND a.status <> 'deleted') AS agents
  FROM owners o`;

/** Agents whose id is given, or whose name begins so. */
async function agentsLike(ctx: AdminCtx, text: string, limit: number): Promise<AgentRow[]> {
  if (isAgentId(text)) {
    const byId = `SELECT ${COLUMNS} FROM agents a JOIN owners o ON o.id = a.owner_id WHERE a.id = $1`;
    return ctx.db.query<AgentRow>(byId, [text], "console-agent-by-id");
  }
  return ctx.db.query<AgentRow>(
    `SELECT ${COLUMNS} FROM agents a JOIN owners o ON o.id = a.owner_id
     WHERE lower(a.name) COLLATE "C" >= $1 AND lower(a.name) COLLATE "C" < $2 ORDER BY lower(a.name) COLLATE "C", a.id LIMIT $3`,
    [...beginning(text), limit],
    "console-agents-by-name",
  );
}

/** Owners whose id is given, or whose address begins so. */
async function ownersLike(ctx: AdminCtx, text: string, limit: number): Promise<OwnerRow[]> {
  if (isId(text)) return ctx.db.query<OwnerRow>(`${OWNER} WHERE o.id = $1`, [text], "console-owner-by-id");
  return ctx.db.query<OwnerRow>(
    `${OWNER} WHERE o.email COLLATE "C" >= $1 AND o.email COLLATE "C" < $2 ORDER BY o.email COLLATE "C" LIMIT $3`,
    [...beginning(text), limit],
    "console-owners-by-email",
  );
}

export interface PeopleFound {
  readonly agents: readonly AgentRow[];
  readonly owners: readonly OwnerRow[];
}

/** Agents and owners by id, or by the beginning of a name or an address, in the order of the alphabet. */
export async function findPeople(ctx: AdminCtx, text: string, limit: number): Promise<PeopleFound> {
  const [found, owners] = await Promise.all([agentsLike(ctx, text, limit), ownersLike(ctx, text, limit)]);
  return { agents: found, owners };
}

export interface AgentRecord extends AgentRow {
  readonly description: string | null;
  readonly capabilities: readonly string[];
  readonly webhookUrl: string;
  readonly webhookFailingSince: Date | null;
  readonly webhookDisabledAt: Date | null;
  readonly openJobs: number;
  readonly ownerSuspended: boolean;
}

const AGENT = `
  SELECT ${COLUMNS}, a.description, a.capabilities, a.webhook_url AS "webhookUrl", a.webhook_failing_since AS "webhookFailingSince",
    a.webhook_disabled_at AS "webhookDisabledAt", o.suspended_at IS NOT NULL AS "ownerSuspended",
    (SELECT count(*)::int FROM jobs WHERE buyer_agent_id = a.id AND status = ANY ($2))
      + (SELECT count(*)::int FROM jobs WHERE worker_agent_id = a.id AND status = ANY ($2)) AS "openJobs"
  FROM agents a JOIN owners o ON o.id = a.owner_id WHERE a.id = $1`;

/** One agent. Throws 404 where there is none. */
export async function agent(ctx: AdminCtx, id: string): Promise<AgentRecord> {
  if (!isAgentId(id)) throw notFound();
  const [row] = await ctx.db.query<AgentRecord>(AGENT, [id, UNFINISHED], "console-agent");
  if (row === undefined) throw notFound();
  return row;
}

export interface OwnerRecord extends OwnerRow {
  readonly kycStatus: string;
  readonly connectReady: boolean;
  readonly cards: number;
}

/** One owner with its agents, oldest first. Throws 404 where there is none. */
export async function owner(
  ctx: AdminCtx,
  id: string,
): Promise<{ readonly owner: OwnerRecord; readonly agents: readonly AgentRow[] }> {
  if (!isId(id)) throw notFound();
  const [[row], rows] = await Promise.all([
    ctx.db.query<OwnerRecord>(
      `SELECT o.*, p.kyc_status AS "kycStatus", coalesce(c.is_ready, false) AS "connectReady",
         (SELECT count(*)::int FROM cards WHERE owner_id = p.id AND detached_at IS NULL) AS cards
       FROM (${OWNER} WHERE o.id = $1) AS o JOIN owners p ON p.id = o.id LEFT JOIN connect_accounts c ON c.owner_id = o.id`,
      [id],
      "console-owner",
    ),
    ctx.db.query<AgentRow>(
      `SELECT ${COLUMNS} FROM agents a JOIN owners o ON o.id = a.owner_id WHERE a.owner_id = $1 ORDER BY a.created_at, a.id LIMIT 500`,
      [id],
      "console-agents-of-owner",
    ),
  ]);
  if (row === undefined) throw notFound();
  return { owner: row, agents: rows };
}
