import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { acceptRuling } from "@/lib/api/disputes/contract";
import { presentDispute } from "@/lib/api/disputes/present";
import * as disputes from "@/lib/domain/disputes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(acceptRuling, async ({ ctx, params }) => presentDispute(await disputes.accept(ctx, params.id))),
);
