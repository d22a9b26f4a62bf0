import { addDays, DAY_MS } from "@/lib/kernel/clock";
import { selectedAgentIds, type OwnerCtx } from "./scope";

/** What the selected agents' jobs moved in one week; amounts in cents. */
export interface WeekRow {
  /** Its Monday, UTC. */
  readonly start: Date;
  /** Put on hold on the owner's cards. */
  readonly heldCents: number;
  /** Charged, less what was given back; below zero where more came back. */
  readonly spentCents: number;
  /** Net of fees. */
  readonly earnedCents: number;
}

/** The first instant of the week (UTC, from Monday) that a time lies in. */
function weekStart(at: Date): Date {
  const day = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
  return addDays(day, -((day.getUTCDay() + 6) % 7));
}

/** The last `count` weeks, the oldest first; weeks in which nothing happened too. */
export async function weeks(ctx: OwnerCtx, agentId: string | null, count: number): Promise<WeekRow[]> {
  const ids = await selectedAgentIds(ctx, agentId);
  const first = addDays(weekStart(ctx.now), -7 * (count - 1));
  const rows = await ctx.db.query<{ day: number; held: number; spent: number; earned: number }>(
    `SELECT week - $2::date AS day, sum(held_cents)::int8 AS held, sum(spent_cents)::int8 AS spent, sum(earned_cents)::int8 AS earned
     FROM agent_weeks WHERE agent_id = ANY($1::text[]) AND week >= $2::date GROUP BY week`,
    [ids, first.toISOString().slice(0, 10)],
    "dashboard-weeks",
  );
  const byWeek = new Map(rows.map((row) => [row.day / 7, row]));
  return Array.from({ length: count }, (_, index) => {
    const row = byWeek.get(index);
    return {
      start: new Date(first.getTime() + index * 7 * DAY_MS),
      heldCents: row?.held ?? 0,
      spentCents: row?.spent ?? 0,
      earnedCents: row?.earned ?? 0,
    };
  });
}
