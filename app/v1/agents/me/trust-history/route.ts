import { listTrustHistory } from "@/lib/api/agents/contract";
import { presentTrustRow } from "@/lib/api/agents/present";
import { pageOf, rowsWanted } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as trust from "@/lib/domain/trust";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listTrustHistory, async ({ ctx, query }) =>
    pageOf(await trust.history(ctx, rowsWanted(query)), query.limit, presentTrustRow),
  ),
);
