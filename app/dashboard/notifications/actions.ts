"use server";

import { type AgentActor, systemContext } from "@/lib/api/core/edge";
import { revalidatePath } from "next/cache";
import * as dashboard from "@/lib/domain/dashboard";
import * as notifications from "@/lib/domain/notifications";
import { messageOf } from "../../action-error";
import { ownerContext } from "../context";

type Result = Promise<{ readonly error: string | null }>;

/** In the place of an agent of the owner's, whatever its status: what it was told may be read in any. */
async function reader(agentId: string) {
  const { actor } = await ownerContext();
  return systemContext<AgentActor>({ kind: "agent", agentId, ownerId: actor.ownerId, via: "owner" });
}

export async function read(id: string): Result {
  try {
    const owner = await ownerContext();
    const agentId = await dashboard.notificationAgent(owner, id);
    await notifications.markRead(await reader(agentId), id);
  } catch (error) {
    return { error: messageOf(error) };
  }
  revalidatePath("/dashboard", "layout");
  return { error: null };
}

/** Of the selected agent, or of all. */
export async function readAll(agentId: string | null): Result {
  try {
    const agents = await dashboard.agentsWithUnread(await ownerContext(), agentId);
    for (const id of agents) await notifications.markAllRead(await reader(id));
  } catch (error) {
    return { error: messageOf(error) };
  }
  revalidatePath("/dashboard", "layout");
  return { error: null };
}
