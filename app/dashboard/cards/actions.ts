"use server";

import type { CardResult, SetupResult } from "@/components/cards/types";
import { spendLimit } from "@/lib/api/core/spend";
import { setupPaymentMethod } from "@/lib/api/payments/contract";
import * as owners from "@/lib/domain/owners";
import { messageOf } from "../../action-error";
import { attempt, refusedSentence } from "../../attempt";
import { agentContext } from "../context";

export async function beginSetup(): Promise<SetupResult> {
  try {
    const ctx = await agentContext();
    await spendLimit(ctx, setupPaymentMethod);
    return { clientSecret: await owners.setupCard(ctx), error: null };
  } catch (error) {
    return { clientSecret: null, error: messageOf(error) };
  }
}

/** Runs a verb on the owner's cards and renders the pages that show them again. */
const change = (verb: () => Promise<unknown>): Promise<CardResult> => attempt("/dashboard", verb, refusedSentence);

export async function saveCard(paymentMethodId: string): Promise<CardResult> {
  return change(async () => owners.saveCard(await agentContext(), paymentMethodId));
}

export async function makeDefault(paymentMethodId: string): Promise<CardResult> {
  return change(async () => owners.makeDefault(await agentContext(), paymentMethodId));
}

export async function removeCard(paymentMethodId: string): Promise<CardResult> {
  return change(async () => owners.detachCard(await agentContext(), paymentMethodId));
}
