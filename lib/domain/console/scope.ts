import type { AdminActor, Ctx } from "@/lib/platform/context";

/** Reads of the operator's console. They cross contexts and owners on purpose; the edge lets operators alone in. */
export type AdminCtx = Ctx<AdminActor>;
