import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getConnectStatus } from "@/lib/api/payments/contract";
import { presentConnect } from "@/lib/api/payments/present";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getConnectStatus, async ({ ctx }) => presentConnect(await owners.connectStatus(ctx, ctx.actor.ownerId))),
);
