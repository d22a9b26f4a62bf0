import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getKyc } from "@/lib/api/owners/contract";
import { presentKyc } from "@/lib/api/owners/present";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getKyc, async ({ ctx }) => presentKyc(await owners.kycOf(ctx))),
);
