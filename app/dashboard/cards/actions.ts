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

export async function saveCard(paymentMethodId: string): Promise<CardResult> {
  try {
    await owners.saveCard(await agentContext(), paymentMethodId);
  } catch (error) {
    return { error: messageOf(error) };
  }
  revalidatePath("/dashboard", "layout");
  return { error: null };
}
