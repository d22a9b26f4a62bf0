"use server";

import { revalidatePath } from "next/cache";
import type { CardResult, SetupResult } from "@/components/cards/types";
import * as owners from "@/lib/domain/owners";
import { messageOf } from "../../action-error";
import { agentContext } from "../context";

export async function beginSetup(): Promise<SetupResult> {
  try {
    return { clientSecret: await owners.setupCard(await agentContext()), error: null };
  } catch (error) {
    return { clientSecret: null, error: messageOf(error) };
  }
}

/** Runs a verb on the owner's cards and renders the pages that show them again. */
async function change(verb: () => Promise<unknown>): Promise<CardResult> {
  try {
    await verb();
  } catch (error) {
    return { error: messageOf(error) };
  }
  revalidatePath("/dashboard", "layout");
  return { error: null };
}

export async function saveCard(paymentMethodId: string): Promise<CardResult> {
  return change(async () => owners.saveCard(await agentContext(), paymentMethodId));
}

export async function makeDefault(paymentMethodId: string): Promise<CardResult> {
  return change(async () => owners.makeDefault(await agentContext(), paymentMethodId));
}

export async function removeCard(paymentMethodId: string): Promise<CardResult> {
  return change(async () => owners.detachCard(await agentContext(), paymentMethodId));
}
