import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { startKyc } from "@/lib/api/owners/contract";
import { presentStartedKyc } from "@/lib/api/owners/present";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(startKyc, async ({ ctx }) => presentStartedKyc(await owners.startKyc(ctx))),
);
