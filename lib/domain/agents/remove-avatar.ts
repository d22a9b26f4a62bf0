import type { AgentActor, Ctx } from "@/lib/platform/context";
import { replaceAvatar } from "./avatar";

/** Shows the caller by its letters again; the picture is deleted. Throws `agent_not_active`. */
export async function removeAvatar(ctx: Ctx<AgentActor>): Promise<void> {
  await replaceAvatar(ctx, null);
}
