import { presentToken } from "@/lib/api/agents/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { verifyMagicLink } from "@/lib/api/owners/contract";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(verifyMagicLink, async ({ ctx, body }) =>
    presentToken(await owners.ownerToken(ctx, await owners.verifyMagicLink(ctx, body))),
  ),
);
