import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getDashboard } from "@/lib/api/dashboard/contract";
import { presentDashboard } from "@/lib/api/dashboard/present";
import { agentDashboard } from "@/lib/domain/dashboard";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getDashboard, async ({ ctx }) => presentDashboard(await agentDashboard(ctx))),
);
