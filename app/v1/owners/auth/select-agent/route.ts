import { presentToken } from "@/lib/api/agents/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { selectAgent } from "@/lib/api/owners/contract";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(selectAgent, async ({ ctx, body }) => presentToken(await owners.selectAgent(ctx, body.agent_id))),
);
