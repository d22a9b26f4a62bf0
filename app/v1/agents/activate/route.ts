import { activateAgent } from "@/lib/api/agents/contract";
import { presentActivation } from "@/lib/api/agents/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(activateAgent, async ({ ctx, body }) => presentActivation(await agents.activate(ctx, body.token))),
);
