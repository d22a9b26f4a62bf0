"use server";

import type { ActResult } from "@/components/admin/types";
import * as jobs from "@/lib/domain/jobs";
import { attempt } from "../../attempt";

/** Stops an open job and every deadline of it; both parties are told why (decisions 4). */
export async function freezeJob(id: string, reason: string): Promise<ActResult> {
  return attempt((ctx) => jobs.freeze(ctx, id, reason));
}

/** Lets a frozen job go on where it stood. */
export async function unfreezeJob(id: string, reason: string): Promise<ActResult> {
  return attempt((ctx) => jobs.unfreeze(ctx, id, reason));
}
