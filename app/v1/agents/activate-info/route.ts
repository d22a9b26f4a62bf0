import { getActivationInfo } from "@/lib/api/agents/contract";
import { presentActivationInfo } from "@/lib/api/agents/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getActivationInfo, async ({ ctx, query }) =>
    presentActivationInfo(await agents.activationInfo(ctx, query.token)),
  ),
);
