import type { AdminActor, Ctx } from "../platform/context";
import { systemContext } from "../platform/context";
import { SANDBOX_OPERATOR } from "../platform/env";
import type { TestDatabase } from "./database";

/** An operator's context; `email` for one who is none, or another. */
export const operator = (email = SANDBOX_OPERATOR): Promise<Ctx<AdminActor>> =>
  systemContext<AdminActor>({ kind: "admin", email });

export const IMPOSTOR = "else@example.com";

/** What a promise was refused with, or null where it was done. */
export const refusalOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
  );

/** The audit rows of one action, oldest first. */
export async function audits(
  { db }: Pick<TestDatabase, "db">,
  action: string,
  subjectId: string,
): Promise<{ actor: string; details: Readonly<Record<string, unknown>> }[]> {
  return db.query(
    "SELECT actor, details FROM audit_log WHERE action = $1 AND subject_id = $2 ORDER BY created_at, id",
    [action, subjectId],
  );
}
