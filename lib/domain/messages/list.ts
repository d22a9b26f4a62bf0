import type { AgentActor, Ctx } from "@/lib/platform/context";
import { get } from "../jobs";
import { listMessages, type Message, type MessageFilter } from "./store";

/** The thread of a job, oldest first, for its parties; 404 for everybody else. */
export async function list(ctx: Ctx<AgentActor>, filter: MessageFilter): Promise<Message[]> {
  await get(ctx, filter.jobId);
  return listMessages(ctx.db, filter);
}
