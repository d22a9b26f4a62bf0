import type { Sql } from "@/lib/ports/sql";

export const FAULT_SERVICES = ["stripe", "resend", "r2", "llm"] as const;
export type FaultService = (typeof FAULT_SERVICES)[number];

export const FAULT_MODES = ["down", "timeout", "error_once", "lost_response", "none"] as const;
export type FaultMode = (typeof FAULT_MODES)[number];
type ActiveMode = Exclude<FaultMode, "none">;

export interface Fault {
  readonly service: FaultService;
  readonly mode: ActiveMode;
  /** How many calls it still affects; null until it is changed. */
  readonly remaining: number | null;
}

/**
 * Makes a stand-in fail from the next call on (sandbox.md, `POST /sandbox/faults`). `count` bounds how many calls are
 * affected; without it the fault lasts until it is changed, `error_once` for one call.
 */
export async function setFault(
  sql: Sql,
  fault: { readonly service: FaultService; readonly mode: FaultMode; readonly count?: number | undefined },
): Promise<void> {
  if (fault.mode === "none") {
    await sql.query(`DELETE FROM sandbox.faults WHERE service = $1`, [fault.service]);
    return;
  }
  const remaining = fault.count ?? (fault.mode === "error_once" ? 1 : null);
  await sql.query(
    `INSERT INTO sandbox.faults (service, mode, remaining) VALUES ($1, $2, $3)
     ON CONFLICT (service) DO UPDATE SET mode = excluded.mode, remaining = excluded.remaining`,
    [fault.service, fault.mode, remaining],
  );
}

/** The faults in force, for the sandbox's page. */
export async function listFaults(sql: Sql): Promise<Fault[]> {
  return sql.query<Fault>(
    `SELECT service, mode, remaining FROM sandbox.faults WHERE remaining IS NULL OR remaining > 0 ORDER BY service`,
  );
}

/**
 * The fault that hits this very call, or null. One statement: of calls that race, exactly `count` are hit. With no
 * fault set it reads one index entry and writes nothing.
 */
export async function takeFault(sql: Sql, service: FaultService): Promise<ActiveMode | null> {
  const [hit] = await sql.query<{ mode: ActiveMode }>(
    `UPDATE sandbox.faults SET remaining = remaining - 1
     WHERE service = $1 AND (remaining IS NULL OR remaining > 0) RETURNING mode`,
    [service],
    "sandbox_take_fault",
  );
  return hit?.mode ?? null;
}
