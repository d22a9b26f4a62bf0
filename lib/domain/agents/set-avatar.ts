import { Refusal } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { squarePicture } from "../pictures";
import { avatarKey, replaceAvatar } from "./avatar";

/**
 * Takes the bytes of a picture as the caller's avatar, drawn anew as a square. The picture gets an address of its own, so that
 * caches may keep it for ever. Throws `file_type_not_allowed` for what is no PNG, JPEG or WebP, `agent_not_active`,
 * `ProviderUnavailable`.
 */
export async function setAvatar(ctx: Ctx<AgentActor>, bytes: Uint8Array): Promise<void> {
  const picture = await squarePicture(bytes);
  if (picture === null)
    throw new Refusal("file_type_not_allowed", { message: "This is no PNG, JPEG or WebP picture." });
  const key = avatarKey(ctx.actor.agentId, newId(ctx.now));
  await ctx.objects.put(key, picture, "image/webp");
  try {
    await replaceAvatar(ctx, `${ctx.settings.appUrl}/${key}`);
  } catch (error) {
    // No row names it, so nothing else would ever delete it.
    await ctx.objects
      .delete(key)
      .catch((err: unknown) => ctx.log.warn({ err, key }, "a picture nobody shows was left"));
    throw error;
  }
}
