"use server";

import type { OnboardResult } from "@/components/payouts/types";
import * as owners from "@/lib/domain/owners";
import { messageOf } from "../../action-error";
import { agentContext } from "../context";

/** Begins or goes on with Connect onboarding; the link lives a few minutes, so each click gets a new one. */
export async function onboard(): Promise<OnboardResult> {
  try {
    const { url } = await owners.onboard(await agentContext());
    return { url, error: null };
  } catch (error) {
    return { url: null, error: messageOf(error) };
  }
}
