"use server";

import { revalidatePath } from "next/cache";
import * as dashboard from "@/lib/domain/dashboard";
import * as webhooks from "@/lib/domain/webhooks";
import { messageOf } from "../../action-error";
import { actAs, ownerContext } from "../context";

export async function redeliver(id: string): Promise<{ readonly error: string | null }> {
  try {
    const { delivery } = await dashboard.delivery(await ownerContext(), id);
    await webhooks.redeliver(await actAs(delivery.agentId), delivery.id);
  } catch (error) {
    return { error: messageOf(error) };
  }
  revalidatePath(`/dashboard/webhooks/${id}`);
  return { error: null };
}
