import { whole } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listMyAgents } from "@/lib/api/owners/contract";
import { presentMyAgent } from "@/lib/api/owners/present";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listMyAgents, async ({ ctx }) =>
    whole((await agents.agentsOfOwner(ctx, ctx.actor.ownerId)).map(presentMyAgent)),
  ),
);
