import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { startOnboarding } from "@/lib/api/payments/contract";
import { presentOnboarding } from "@/lib/api/payments/present";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(startOnboarding, async ({ ctx }) => presentOnboarding(await owners.onboard(ctx))),
);
