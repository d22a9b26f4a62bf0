"use server";

import { systemContext } from "@/lib/api/core/edge";
import type { ActivationResult } from "@/components/activate/types";
import type { LoginState } from "@/components/auth/login-form";
import type { RecoveryResult } from "@/components/recover/types";
import { redirect } from "next/navigation";
import * as agents from "@/lib/domain/agents";
import * as owners from "@/lib/domain/owners";
import { Refusal } from "@/lib/kernel/errors";
import { messageOf } from "../action-error";
import { endSession } from "./session";

/** Mails a link and a code. The answer does not tell whether the address is known (decisions 2). */
export async function requestLink(_before: LoginState, form: FormData): Promise<LoginState> {
  const typed = form.get("email");
  const email = typeof typed === "string" ? typed.trim().toLowerCase() : "";
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return { email, sent: false, error: "That is not an e-mail address." };
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
