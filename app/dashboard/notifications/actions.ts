"use server";

import { type AgentActor, systemContext } from "@/lib/api/core/edge";
import type { ActionResult } from "@/components/forms/types";
import * as dashboard from "@/lib/domain/dashboard";
import * as notifications from "@/lib/domain/notifications";
import { attempt, refusedSentence } from "../../attempt";
import { ownerContext } from "../context";

/** In the place of an agent of the owner's, whatever its status: what it was told may be read in any. */
async function reader(agentId: string) {
  const { actor } = await ownerContext();
  return systemContext<AgentActor>({ kind: "agent", agentId, ownerId: actor.ownerId, via: "owner" });
}

export async function read(id: string): Promise<ActionResult> {
  const mark = async () => {
    const agentId = await dashboard.notificationAgent(await ownerContext(), id);
    await notifications.markRead(await reader(agentId), id);
  };
  return attempt("/dashboard", mark, refusedSentence);
}

/** Of the selected agent, or of all. */
export async function readAll(agentId: string | null): Promise<ActionResult> {
  const markAll = async () => {
    const agents = await dashboard.agentsWithUnread(await ownerContext(), agentId);
    for (const id of agents) await notifications.markAllRead(await reader(id));
  };
  return attempt("/dashboard", markAll, refusedSentence);
}
