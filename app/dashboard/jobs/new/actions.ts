"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { spendLimit } from "@/lib/api/core/spend";
import { createJob } from "@/lib/api/jobs/contract";
import { postingOf } from "@/lib/api/jobs/posting";
import type { PostResult } from "@/components/jobs/new/types";
import * as jobs from "@/lib/domain/jobs";
import * as owners from "@/lib/domain/owners";
import { Refusal } from "@/lib/kernel/errors";
import { idField } from "@/lib/kernel/schema";
import { fieldText, readInput, refusedResult } from "../../../form";
import { actAs } from "../../context";
import { describedPosting, postingInput } from "./posting-input";

/**
 * Posts a job from the form. Sent twice under one id it makes one job. A refused card leaves a job that can be paid from its own
 * page, a silent Stripe one that waits for it; all other refusals leave nothing.
 */
export async function postJob(formId: string, form: FormData): Promise<PostResult> {
  let jobId: string;
  try {
    const posting = postingOf(readInput(describedPosting, postingInput(form)));
    const ctx = await actAs(fieldText(form, "agent_id"));
    await spendLimit(ctx, createJob);
    const card = fieldText(form, "paymentMethodId");
    // Jobs are paid from the default card: choosing another one in the form makes it that.
    if (card !== "") await owners.makeDefault(ctx, card);
    jobId = (await jobs.create({ ...ctx, resourceId: readInput(idField, formId) }, posting)).id;
  } catch (error) {
    const waiting = jobUnderWay(error);
    if (waiting === null) return { ...refusedResult(error), declined: wasStored(error) };
    jobId = waiting;
  }
  revalidatePath("/dashboard", "layout");
  redirect(`/dashboard/jobs/${jobId}`);
}

/**
 * The job that is stored while Stripe is silent, or null: its page says so, and the money is held as soon as Stripe answers
 * (decisions 6).
 */
function jobUnderWay(error: unknown): string | null {
  const id = error instanceof Refusal && error.code === "payment_provider_unavailable" ? error.details?.job_id : null;
  return typeof id === "string" ? id : null;
}

/** The card's refusal names the job that waits for a better one (decisions 4). */
function wasStored(error: unknown): boolean {
  return error instanceof Refusal && error.status === 402 && error.details?.job_id !== undefined;
}
