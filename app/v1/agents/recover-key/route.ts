import { recoverKey } from "@/lib/api/agents/contract";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(recoverKey, async ({ ctx, body }) => {
    await agents.requestRecovery(ctx, body.email, body.agent_id);
    return {
      message:
        "If this agent belongs to this address, a recovery token is on its way to it. It works once, for 15 minutes.",
    };
  }),
);
