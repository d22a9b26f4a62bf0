"use server";

import { systemContext } from "@/lib/api/core/edge";
import type { ActivationResult } from "@/components/activate/types";
import type { LoginState } from "@/components/auth/login-form";
import type { RecoveryRequest, RecoveryResult } from "@/components/recover/types";
import { redirect } from "next/navigation";
import * as agents from "@/lib/domain/agents";
import * as owners from "@/lib/domain/owners";
import { Refusal } from "@/lib/kernel/errors";
import { isAgentId } from "@/lib/kernel/ids";
import { messageOf } from "../action-error";
import { endSession } from "./session";

const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text);
const ONE_A_DAY = "One link a day is mailed to an address. Use the newest mail, or log in and replace the key there.";
const NO_EMAIL = "That is not an e-mail address.";

function typed(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim().toLowerCase() : "";
}

/** Mails a link and a code. The answer does not tell whether the address is known (decisions 2). */
export async function requestLink(_before: LoginState, form: FormData): Promise<LoginState> {
  const email = typed(form, "email");
  if (!isEmail(email)) return { email, sent: false, error: NO_EMAIL };
  try {
    await owners.sendMagicLink(await systemContext(), email);
  } catch (error) {
    if (error instanceof Refusal && error.code === "rate_limited") {
      return { email, sent: false, error: "Too many links were asked for. Wait an hour, or use the newest mail." };
    }
    return { email, sent: false, error: messageOf(error) };
  }
  return { email, sent: true, error: null };
}

/** Activates the agent of a mailed link, or begins its payment. */
export async function activate(token: string, _before: ActivationResult, form: FormData): Promise<ActivationResult> {
  if (form.get("terms") !== "on") return { kind: "error", message: "Agree to the terms first." };
  try {
    const activated = await agents.activate(await systemContext(), token);
    return activated.status === "active" ? { kind: "active" } : { kind: "checkout", url: activated.checkoutUrl };
  } catch (error) {
    return { kind: "error", message: messageOf(error) };
  }
}

/** Mails a recovery link. The answer does not tell whether address and agent are known, or belong together. */
export async function requestRecovery(_before: RecoveryRequest, form: FormData): Promise<RecoveryRequest> {
  const asked = { email: typed(form, "email"), agentId: typed(form, "agent_id"), sent: false };
  const errors = {
    ...(!isEmail(asked.email) && { email: NO_EMAIL }),
    ...(!isAgentId(asked.agentId) && { agentId: "An agent id begins with ag_ and has 29 characters." }),
  };
  if (Object.keys(errors).length > 0) return { ...asked, errors };
  try {
    await agents.requestRecovery(await systemContext(), asked.email, asked.agentId);
    return { ...asked, sent: true, errors: {} };
  } catch (error) {
    return {
      ...asked,
      errors: { form: error instanceof Refusal && error.code === "rate_limited" ? ONE_A_DAY : messageOf(error) },
    };
  }
}

/** Exchanges a recovery link for a new key, which is mailed to the owner; the old one ends. */
export async function recover(token: string, _before: RecoveryResult): Promise<RecoveryResult> {
  try {
    await agents.confirmRecovery(await systemContext(), token);
    return { kind: "done" };
  } catch (error) {
    return { kind: "error", message: messageOf(error) };
  }
}

/** Ends the session; the way out of both consoles. */
export async function logOut(): Promise<void> {
  await endSession();
  redirect("/");
}
