"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { FormResult } from "@/components/forms/types";
import { registerAgent } from "@/lib/api/agents/contract";
import { registrationOf } from "@/lib/api/agents/present";
import * as agents from "@/lib/domain/agents";
import { requireOwner } from "../../../(auth)/session";
import { fieldText, readInput, refusedResult, wordsOf } from "../../../form";
import { ownerContext } from "../../context";

/** Registers an agent of the owner's, by the same contract that the API reads, and goes on to its activation. */
export async function register(form: FormData): Promise<FormResult> {
  let agentId: string;
  try {
    const { email } = await requireOwner();
    const body = readInput(registerAgent.body, {
      name: fieldText(form, "name"),
      owner_email: email,
      description: fieldText(form, "description") || null,
      capabilities: wordsOf(fieldText(form, "capabilities")),
      webhook_url: fieldText(form, "webhook_url"),
    });
    ({ agentId } = await agents.registerOwn(await ownerContext(), registrationOf(body)));
  } catch (error) {
    return refusedResult(error);
  }
  revalidatePath("/dashboard", "layout");
  redirect(`/dashboard/settings?agent=${agentId}`);
}
