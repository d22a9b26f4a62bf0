import { searchAgents } from "@/lib/api/agents/contract";
import { agentQueryOf, presentPublicAgent } from "@/lib/api/agents/present";
import { trustPageOf } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as search from "@/lib/domain/search";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(searchAgents, async ({ ctx, query }) =>
    trustPageOf(await search.agents(ctx, agentQueryOf(query)), query, presentPublicAgent),
  ),
);
