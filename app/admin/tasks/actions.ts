"use server";

import type { ActionResult } from "@/components/forms/types";
import * as admin from "@/lib/domain/console";
import { act } from "../act";

/** Lets a failed background job run now, with all its attempts before it again. */
export async function retryTask(id: number): Promise<ActionResult> {
  return act((ctx) => admin.retryTask(ctx, id));
}
