import { rotateKey } from "@/lib/api/agents/contract";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as agents from "@/lib/domain/agents";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(rotateKey, async ({ ctx }) => {
    await agents.rotateKey(ctx);
    return { success: true as const, message: "New API key sent to owner email. All sessions invalidated." };
  }),
);
