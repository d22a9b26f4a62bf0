"use server";

import type { ActionResult } from "@/components/forms/types";
import * as jobs from "@/lib/domain/jobs";
import { act } from "../../act";

/** Stops an open job and every deadline of it; both parties are told why (decisions 4). */
export async function freezeJob(id: string, reason: string): Promise<ActionResult> {
  return act((ctx) => jobs.freeze(ctx, id, reason));
}

/** Lets a frozen job go on where it stood. */
export async function unfreezeJob(id: string, reason: string): Promise<ActionResult> {
  return act((ctx) => jobs.unfreeze(ctx, id, reason));
}
