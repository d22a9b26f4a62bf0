import { refreshToken } from "@/lib/api/agents/contract";
import { presentToken } from "@/lib/api/agents/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(refreshToken, async ({ ctx }) => presentToken(await agents.refresh(ctx))),
);
