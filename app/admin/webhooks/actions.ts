"use server";

import type { ActResult } from "@/components/admin/types";
import * as webhooks from "@/lib/domain/webhooks";
import { attempt } from "../attempt";

/** Sends events again to an endpoint that was switched off. */
export async function enableEndpoint(agentId: string): Promise<ActResult> {
  return attempt((ctx) => webhooks.enableEndpoint(ctx, agentId));
}
