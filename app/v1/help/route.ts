import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getHelp } from "@/lib/api/help/contract";
import { presentHelp } from "@/lib/api/help/present";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getHelp, ({ ctx }) => Promise.resolve(presentHelp(ctx.settings.appUrl))),
);
