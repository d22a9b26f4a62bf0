import { type OwnerActor, systemContext } from "@/lib/api/core/edge";
import { currentOwner } from "@/app/(auth)/session";
import { uploadedFiles, type UploadRules } from "@/lib/composition";
import * as dashboard from "@/lib/domain/dashboard";

/** The picture of one of the owner's agents. The browser gets the public URL of the file that has arrived. */
export const avatar: UploadRules = {
  async authorize(_request, agentId) {
    const owner = await currentOwner();
    if (owner === null) return null;
    const own = await dashboard.agents(await systemContext<OwnerActor>({ kind: "owner", ownerId: owner.ownerId }));
    return own.some(({ id }) => id === agentId) ? { ownerId: owner.ownerId, agentId } : null;
  },
  completed: (_grant, { key }) => Promise.resolve({ url: uploadedFiles().publicUrl(key) }),
};
