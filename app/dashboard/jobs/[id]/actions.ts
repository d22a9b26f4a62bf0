"use server";

import { type AgentActor, systemContext } from "@/lib/api/core/edge";
import { revalidatePath } from "next/cache";
import type { ActionResult } from "@/components/jobs/types";
import * as dashboard from "@/lib/domain/dashboard";
import * as jobs from "@/lib/domain/jobs";
import { notFound as missing } from "@/lib/kernel/errors";
import { messageOf } from "../../../action-error";
import { ownerContext } from "../../context";

/** The buyer's owner approves in its agent's place (decisions 2: `via: "owner"`). */
export async function approveJob(id: string): Promise<ActionResult> {
  try {
    const owner = await ownerContext();
    const { job } = await dashboard.job(owner, id);
    if (!job.buyerMine) throw missing();
    const actor: AgentActor = { kind: "agent", agentId: job.buyerId, ownerId: owner.actor.ownerId, via: "owner" };
    await jobs.approve(await systemContext(actor), job.id);
  } catch (error) {
    revalidatePath("/dashboard", "layout");
    return { error: messageOf(error) };
  }
  revalidatePath("/dashboard", "layout");
  return { error: null };
}
