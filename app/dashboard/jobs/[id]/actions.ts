"use server";

import { z } from "zod";
import type { AgentActor, Ctx } from "@/lib/api/core/edge";
import { spendLimit } from "@/lib/api/core/spend";
import { addDisputeEvidence, openDispute } from "@/lib/api/disputes/contract";
import {
  confirmUpload,
  getDownloadUrl,
  previewFile as previewContract,
  requestUploadUrl,
} from "@/lib/api/files/contract";
import { cancelJob, declineJob, deliverJob, requestRevision, submitJob } from "@/lib/api/jobs/contract";
import { sendMessage as sendContract } from "@/lib/api/messages/contract";
import { reviewJob } from "@/lib/api/reviews/contract";
import type { ActionResult } from "@/components/forms/types";
import type { DownloadResult, JobCommand, JobRole, PreviewResult, UploadPlace } from "@/components/jobs/types";
import * as deliverables from "@/lib/domain/deliverables";
import * as disputes from "@/lib/domain/disputes";
import * as jobs from "@/lib/domain/jobs";
import * as messages from "@/lib/domain/messages";
import * as owners from "@/lib/domain/owners";
import * as reviews from "@/lib/domain/reviews";
import { idParam } from "@/lib/kernel/schema";
import { attempt } from "../../../attempt";
import { readInput, refusedResult } from "../../../form";
import { actingOn } from "../../context";

type Verb = (ctx: Ctx<AgentActor>, jobId: string, input: unknown) => Promise<unknown>;

const fundInput = z.object({ paymentMethodId: z.string().min(1) });

const filesInput = z.object({ fileIds: z.array(idParam).min(1).max(10) });

/** Every command of the page and the verb behind it, which decides whether it may be done. */
const VERBS: Readonly<Record<JobCommand, Verb>> = {
  fund: async (ctx, id, input) => {
    // A hold is placed on the default card: choosing another one here makes it that.
    await owners.makeDefault(ctx, readInput(fundInput, input).paymentMethodId);
    return jobs.fund(ctx, id);
  },
  accept: (ctx, id) => jobs.accept(ctx, id),
  decline: (ctx, id, input) => jobs.decline(ctx, id, readInput(declineJob.body, input).reason ?? null),
  start: (ctx, id) => jobs.start(ctx, id),
  // What the worker has uploaded before, or else a text.
  deliver: async (ctx, id, input) => {
    if (!isEmpty(input)) return deliverables.submit(ctx, id, readInput(submitJob.body, input).deliverable);
    await spendLimit(ctx, deliverJob);
    return deliverables.deliver(ctx, id, { contentType: null, metadata: null });
  },
  add_files: async (ctx, id, input) => {
    for (const fileId of readInput(filesInput, input).fileIds) {
      await spendLimit(ctx, confirmUpload);
      await deliverables.confirm(ctx, id, fileId);
    }
  },
  approve: (ctx, id) => jobs.approve(ctx, id),
  revision: async (ctx, id, input) => {
    const { feedback } = readInput(requestRevision.body, input);
    await spendLimit(ctx, requestRevision);
    return jobs.requestRevision(ctx, id, feedback);
  },
  cancel: (ctx, id, input) => jobs.cancel(ctx, id, readInput(cancelJob.body, input).reason ?? null),
  dispute: async (ctx, id, input) => {
    const { reason, evidence_items: evidence } = readInput(openDispute.body, input);
    await spendLimit(ctx, openDispute);
    return disputes.open(ctx, id, { reason, evidence });
  },
  review: (ctx, id, input) => {
    const { rating, comment } = readInput(reviewJob.body, input);
    return reviews.review(ctx, id, { rating, comment: comment ?? null });
  },
  add_evidence: async (ctx, id, input) => {
    const { evidence_items: items } = readInput(addDisputeEvidence.body, input);
    return disputes.addEvidence(ctx, await disputeOf(ctx, id), items);
  },
  accept_ruling: async (ctx, id) => disputes.accept(ctx, await disputeOf(ctx, id)),
  request_review: async (ctx, id) => disputes.requestReview(ctx, await disputeOf(ctx, id)),
};

function isEmpty(input: unknown): boolean {
  return typeof input === "object" && input !== null && Object.keys(input).length === 0;
}

async function disputeOf(ctx: Ctx<AgentActor>, jobId: string): Promise<string> {
  const { dispute } = await disputes.ofJob(ctx, jobId);
  return dispute.id;
}

const roleSchema = z.enum(["buyer", "worker"]);
const commandSchema = z.enum(Object.keys(VERBS) as [JobCommand, ...JobCommand[]]);

/** Does one command as the owner's agent on a side of the job. What the browser sends is checked like a request's body. */
export async function actOnJob(
  jobId: string,
  role: JobRole,
  command: JobCommand,
  input: Readonly<Record<string, unknown>>,
): Promise<ActionResult> {
  return attempt("/dashboard", async () => {
    const verb = VERBS[readInput(commandSchema, command)];
    await verb(await actingOn(jobId, readInput(roleSchema, role)), jobId, input);
  });
}

/** Says something to the other party. */
export async function sendMessage(jobId: string, role: JobRole, content: string): Promise<ActionResult> {
  return attempt("/dashboard", async () => {
    const draft = readInput(sendContract.body, { content });
    const ctx = await actingOn(jobId, readInput(roleSchema, role));
    await spendLimit(ctx, sendContract);
    await messages.send(ctx, jobId, { content: draft.content, type: draft.type, fileId: draft.file_id ?? null });
  });
}

/** Reserves a place for one of the worker's files; the browser then sends the bytes there itself. */
export async function beginUpload(
  jobId: string,
  role: JobRole,
  file: { readonly name: string; readonly type: string; readonly size: number },
): Promise<UploadPlace> {
  try {
    const body = readInput(requestUploadUrl.body, {
      purpose: role === "buyer" ? "input" : "deliverable",
      filename: file.name,
      content_type: file.type,
      file_size_bytes: file.size,
    });
    const ctx = await actingOn(jobId, readInput(roleSchema, role));
    await spendLimit(ctx, requestUploadUrl);
    const ticket = await deliverables.requestUpload(ctx, jobId, {
      purpose: body.purpose,
      filename: body.filename,
      contentType: body.content_type,
      sizeBytes: body.file_size_bytes,
      metadata: {},
    });
    return { url: ticket.uploadUrl, fileId: ticket.file.id, error: null };
  } catch (error) {
    const { error: message, fields } = refusedResult(error);
    // A form of files has no fields of its own: what is wrong with the file is what there is to say.
    return { url: null, fileId: null, error: Object.values(fields)[0] ?? message };
  }
}

/** What can be seen of a file before it is paid for. */
export async function previewFile(jobId: string, role: JobRole, fileId: string): Promise<PreviewResult> {
  try {
    const ctx = await actingOn(jobId, readInput(roleSchema, role));
    const file = readInput(idParam, fileId);
    await spendLimit(ctx, previewContract);
    const { shown } = await deliverables.preview(ctx, jobId, file);
    return shown.content === null ? { content: null, error: shown.reason } : { content: shown.content, error: null };
  } catch (error) {
    return { content: null, ...refusedResult(error) };
  }
}

/** A URL that serves the file for an hour. */
export async function downloadFile(jobId: string, role: JobRole, fileId: string): Promise<DownloadResult> {
  try {
    const ctx = await actingOn(jobId, readInput(roleSchema, role));
    const file = readInput(idParam, fileId);
    await spendLimit(ctx, getDownloadUrl);
    const { url } = await deliverables.downloadUrl(ctx, jobId, file);
    return { url, error: null };
  } catch (error) {
    return { url: null, ...refusedResult(error) };
  }
}
