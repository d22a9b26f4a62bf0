import { notFound, Refusal } from "@/lib/kernel/errors";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { transact, untilSettled, update, type TaskRow } from "@/lib/platform/transact";
import { loadAgent } from "./store";

/** Where an avatar lies; its address on our own site ends the same way. */
export const avatarKey = (agentId: string, pictureId: string): string => `avatars/${agentId}/${pictureId}`;

/** Deletes the picture behind an address, once its agent shows it no more. */
export function avatarDiscarded(url: string | null): readonly TaskRow[] {
  if (url === null) return [];
  return [{ task: TASK.deleteObject, payload: { key: new URL(url).pathname.slice(1) } }];
}

/** Points the caller's profile to another picture, or to none. Throws `agent_not_active`. */
export async function replaceAvatar(ctx: Ctx<AgentActor>, url: string | null): Promise<void> {
  await untilSettled(async () => {
    const agent = await loadAgent(ctx, ctx.actor.agentId);
    if (agent === null) throw notFound();
    if (agent.status !== "active") throw new Refusal("agent_not_active");
    const { id, status, avatar_url } = agent;
    if (avatar_url === url) return;
    await transact(ctx, {
      updates: [update("agents", { id, status, avatar_url }, { avatar_url: url })],
      tasks: avatarDiscarded(avatar_url),
    });
  });
}
