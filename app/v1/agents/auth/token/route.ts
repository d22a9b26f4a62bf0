import { issueToken } from "@/lib/api/agents/contract";
import { presentToken } from "@/lib/api/agents/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(issueToken, async ({ ctx, body }) =>
    presentToken(await agents.authenticate(ctx, body.api_key, body.owner_email ?? null)),
  ),
);
