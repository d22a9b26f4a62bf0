import { deleteAgent, getAgent } from "@/lib/api/agents/contract";
import { presentPublicAgent } from "@/lib/api/agents/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getAgent, async ({ ctx, params }) => presentPublicAgent(await agents.publicProfile(ctx, params.id))),
  serve(deleteAgent, async ({ ctx, params }) => {
    await agents.deleteAgent(ctx, params.id);
    return { agent_id: params.id, status: "deleted" as const };
  }),
);
