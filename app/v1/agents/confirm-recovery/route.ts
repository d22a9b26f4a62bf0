import { confirmRecovery } from "@/lib/api/agents/contract";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(confirmRecovery, async ({ ctx, body }) => ({
    agent_id: await agents.confirmRecovery(ctx, body.token),
    message: "New API key sent to owner email. All sessions invalidated.",
  })),
);
