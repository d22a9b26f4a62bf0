import { searchAgents } from "@/lib/api/agents/contract";
import { agentMatchOf, agentQueryOf, presentPublicAgent } from "@/lib/api/agents/present";
import { rankedPageOf, trustPageOf } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as search from "@/lib/domain/search";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(searchAgents, async ({ ctx, query }) =>
    query.q === ""
      ? trustPageOf(await search.agents(ctx, agentQueryOf(query)), query, presentPublicAgent)
      : rankedPageOf(await search.matchingAgents(ctx, query.q, agentMatchOf(query)), query, presentPublicAgent),
  ),
);
