"use server";

import { revalidatePath } from "next/cache";
import type { ActionResult } from "@/components/forms/types";
import type { ReconcileResult } from "@/components/admin/types-machine";
import * as jobs from "@/lib/domain/jobs";
import * as ledger from "@/lib/domain/ledger";
import { act, actMessage } from "../act";
import { adminContext } from "../operator";
import { reconciliationOf } from "./load";

/** Compares the ledger with Stripe, for today and the days before. */
export async function compareMoney(days: number): Promise<ReconcileResult> {
  try {
    const found = await ledger.reconcileNow(await adminContext(), days);
    revalidatePath("/admin", "layout");
    return { found: reconciliationOf(days, found), error: null };
  } catch (error) {
    return { found: null, error: actMessage(error) };
  }
}

/** Has an operation at Stripe driven now instead of at its next turn. */
export async function retryOperation(id: string): Promise<ActionResult> {
  return act((ctx) => jobs.retryOperation(ctx, id));
}
