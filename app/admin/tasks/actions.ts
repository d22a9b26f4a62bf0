"use server";

import type { ActResult } from "@/components/admin/types";
import * as admin from "@/lib/domain/console";
import { attempt } from "../attempt";

/** Lets a failed background job run now, with all its attempts before it again. */
export async function retryTask(id: number): Promise<ActResult> {
  return attempt((ctx) => admin.retryTask(ctx, id));
}
