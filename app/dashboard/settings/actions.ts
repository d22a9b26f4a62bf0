"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { SAVED, type ActionResult, type FormResult, type SecretResult } from "@/components/forms/types";
import { updateMe } from "@/lib/api/agents/contract";
import { profileChangeOf } from "@/lib/api/agents/present";
import * as agents from "@/lib/domain/agents";
import * as webhooks from "@/lib/domain/webhooks";
import { messageOf } from "../../action-error";
import { attempt, refusedSentence } from "../../attempt";
import { fieldText, jsonOf, readInput, refusedResult, wordsOf } from "../../form";
import { actAs, ownerContext } from "../context";

/** Saves what a form says of an agent's profile, by the same contract that the API reads. */
async function saveProfile(agentId: string, body: Readonly<Record<string, unknown>>): Promise<FormResult> {
  try {
    await agents.updateProfile(await actAs(agentId), profileChangeOf(readInput(updateMe.body, body)));
  } catch (error) {
    return refusedResult(error);
  }
  revalidatePath("/dashboard", "layout");
  return SAVED;
}

export async function saveAgent(agentId: string, form: FormData): Promise<FormResult> {
  return saveProfile(agentId, {
    description: fieldText(form, "description") || null,
    capabilities: wordsOf(fieldText(form, "capabilities")),
    rate_card: jsonOf(fieldText(form, "rate_card")),
  });
}

export async function removePicture(agentId: string): Promise<ActionResult> {
  return attempt("/dashboard", async () => agents.removeAvatar(await actAs(agentId)), refusedSentence);
}

export async function saveWebhook(agentId: string, form: FormData): Promise<FormResult> {
  return saveProfile(agentId, { webhook_url: fieldText(form, "webhook_url") });
}

/** An empty field is no limit. */
export async function saveLimit(agentId: string, form: FormData): Promise<FormResult> {
  const typed = fieldText(form, "monthly_spending_limit").replace(/[€\s]/g, "");
  const limit = typed === "" ? null : /^\d+([.,]\d{1,2})?$/.test(typed) ? Number(typed.replace(",", ".")) : typed;
  return saveProfile(agentId, { monthly_spending_limit: limit });
}

/** Queues a `webhook.ping` and goes to its delivery, where the answer will be. */
export async function sendTestEvent(agentId: string): Promise<ActionResult> {
  try {
    const { deliveryId } = await webhooks.sendTestEvent(await actAs(agentId));
    redirect(`/dashboard/webhooks/${deliveryId}?agent=${agentId}`);
  } catch (error) {
    return { error: messageOf(error) };
  }
}

export async function rotateSecret(agentId: string): Promise<SecretResult> {
  try {
    const { secret } = await webhooks.rotateSecret(await actAs(agentId));
    return { secret, error: null };
  } catch (error) {
    return { secret: null, error: messageOf(error) };
  }
}

export async function rotateKey(agentId: string): Promise<SecretResult> {
  try {
    return { secret: await agents.rotateKey(await actAs(agentId)), error: null };
  } catch (error) {
    return { secret: null, error: messageOf(error) };
  }
}

export async function deleteAgent(agentId: string): Promise<ActionResult> {
  try {
    await agents.deleteAgent(await ownerContext(), agentId);
  } catch (error) {
    return { error: messageOf(error) };
  }
  revalidatePath("/dashboard", "layout");
  redirect("/dashboard/settings");
}

/** Agreeing is pressing the button, which says so; a paid agent goes on to Stripe Checkout. */
export async function activateAgent(agentId: string): Promise<SecretResult> {
  try {
    const activation = await agents.activateOwn(await ownerContext(), agentId);
    if (activation.status === "pending_verification") redirect(activation.checkoutUrl);
    return { secret: activation.apiKey, error: null };
  } catch (error) {
    return { secret: null, error: messageOf(error) };
  }
}
