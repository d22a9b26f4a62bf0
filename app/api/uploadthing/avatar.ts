import { after } from "next/server";
import { type AgentActor, type OwnerActor, runtime, systemContext } from "@/lib/api/core/edge";
import { currentOwner } from "@/app/(auth)/session";
import { messageOf } from "@/app/action-error";
import type { UploadRules } from "@/lib/composition";
import * as agents from "@/lib/domain/agents";
import * as dashboard from "@/lib/domain/dashboard";

/**
 * The picture of one of the owner's agents. What was uploaded is drawn anew and kept on our side; the upload itself goes, whatever
 * came of it. The browser gets the sentence to show where the picture was not taken.
 */
export const avatar: UploadRules = {
  async authorize(_request, agentId) {
    const owner = await currentOwner();
    const agent = owner === null ? undefined : await activeAgent(owner.ownerId, agentId);
    return owner === null || agent === undefined ? null : { ownerId: owner.ownerId, agentId };
  },
  async completed({ ownerId = "", agentId = "" }, { key }) {
    try {
      const agent = await activeAgent(ownerId, agentId);
      if (agent === undefined) throw new Error("the agent of an upload is not its owner's");
      const actor = { kind: "agent", agentId: agent.id, ownerId, via: "owner" } as const;
      await agents.setAvatar(await systemContext<AgentActor>(actor), await uploaded(key));
      return {};
    } catch (error) {
      return { error: messageOf(error) };
    } finally {
      // Not before UploadThing has its answer, which is about this file.
      after(() => discard(key));
    }
  },
};

async function activeAgent(ownerId: string, agentId: string): Promise<dashboard.OwnedAgent | undefined> {
  const own = await dashboard.agents(await systemContext<OwnerActor>({ kind: "owner", ownerId }));
  return own.find(({ id, status }) => id === agentId && status === "active");
}

async function uploaded(key: string): Promise<Uint8Array> {
  const bytes = await runtime().uploads.read(key);
  if (bytes === null) throw new Error("an upload was gone before it was read");
  return bytes;
}

/** What was uploaded has served its purpose; that UploadThing keeps it a while longer does no harm. */
async function discard(key: string): Promise<void> {
  await runtime()
    .uploads.delete(key)
    .catch((error: unknown) => runtime().log.warn({ err: error, key }, "an upload was not deleted"));
}
