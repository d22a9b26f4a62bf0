"use server";

import type { ActionResult } from "@/components/forms/types";
import * as dashboard from "@/lib/domain/dashboard";
import * as webhooks from "@/lib/domain/webhooks";
import { attempt, refusedSentence } from "../../attempt";
import { actAs, ownerContext } from "../context";

export async function redeliver(id: string): Promise<ActionResult> {
  const send = async () => {
    const { delivery } = await dashboard.delivery(await ownerContext(), id);
    await webhooks.redeliver(await actAs(delivery.agentId), delivery.id);
  };
  return attempt("/dashboard", send, refusedSentence);
}
