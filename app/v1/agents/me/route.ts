import { getMe, updateMe } from "@/lib/api/agents/contract";
import { presentOwnAgent, profileChangeOf } from "@/lib/api/agents/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getMe, async ({ ctx }) => presentOwnAgent(await agents.me(ctx))),
  serve(updateMe, async ({ ctx, body }) => presentOwnAgent(await agents.updateProfile(ctx, profileChangeOf(body)))),
);
