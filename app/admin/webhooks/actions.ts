"use server";

import type { ActionResult } from "@/components/forms/types";
import * as webhooks from "@/lib/domain/webhooks";
import { act } from "../act";

/** Sends events again to an endpoint that was switched off. */
export async function enableEndpoint(agentId: string): Promise<ActionResult> {
  return act((ctx) => webhooks.enableEndpoint(ctx, agentId));
}
