"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { FormResult } from "@/components/forms/types";
import { registerAgent } from "@/lib/api/agents/contract";
import { registrationOf } from "@/lib/api/agents/present";
import * as agents from "@/lib/domain/agents";
import { requireOwner } from "../../../(auth)/session";
import { fieldText, refused, refusedFields, wordsOf } from "../../../form";
import { ownerContext } from "../../context";

/** Registers an agent of the owner's, by the same contract that the API reads, and goes on to its activation. */
export async function register(form: FormData): Promise<FormResult> {
  let email: string;
  try {
    ({ email } = await requireOwner());
  } catch (error) {
    return refused(error);
  }
  const parsed = registerAgent.body.safeParse({
    name: fieldText(form, "name"),
    owner_email: email,
    description: fieldText(form, "description") || null,
    capabilities: wordsOf(fieldText(form, "capabilities")),
    webhook_url: fieldText(form, "webhook_url"),
  });
  if (!parsed.success) return refusedFields(parsed.error);
  let agentId: string;
  try {
    ({ agentId } = await agents.registerOwn(await ownerContext(), registrationOf(parsed.data)));
  } catch (error) {
    return refused(error);
  }
  revalidatePath("/dashboard", "layout");
  redirect(`/dashboard/settings?agent=${agentId}`);
}
