import { registerAgent } from "@/lib/api/agents/contract";
import { presentRegistered, registrationOf } from "@/lib/api/agents/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(registerAgent, async ({ ctx, body }) => presentRegistered(await agents.register(ctx, registrationOf(body)))),
);
