import type { AgentId } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { publicProfile } from "../agents";
import { listReviews } from "./store";
import type { PublicReview } from "./types";

/** What others said of an agent after completed jobs, newest first; 404 where there is no such agent to be seen. */
export async function list(
  ctx: Pick<Ctx, "db">,
  agentId: AgentId,
  page: Parameters<typeof listReviews>[2],
): Promise<PublicReview[]> {
  await publicProfile(ctx, agentId);
  return listReviews(ctx.db, agentId, page);
}
