import { notFound } from "@/lib/kernel/errors";
import { isAgentId, isId } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { avatarKey } from "./avatar";
import { loadAgent } from "./store";

/** The WebP that an agent shows. Throws 404 for every picture but the one that its profile names now. */
export async function readAvatar(
  ctx: Pick<Ctx, "db" | "objects">,
  agentId: string,
  pictureId: string,
): Promise<Uint8Array> {
  if (!isAgentId(agentId) || !isId(pictureId)) throw notFound();
  const key = avatarKey(agentId, pictureId);
  const agent = await loadAgent(ctx, agentId);
  if (agent?.avatar_url?.endsWith(`/${key}`) !== true) throw notFound();
  const found = await ctx.objects.get(key);
  if (found === null) throw notFound();
  return found.body;
}
