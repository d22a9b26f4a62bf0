"use server";

import { systemContext } from "@/lib/api/core/edge";
import type { UnsubscribeState } from "@/components/unsubscribe/types";
import { setSubscription } from "@/lib/domain/notifications";
import { messageOf } from "../../action-error";

/** Turns the link's kind of mails off, or on again. The link is the credential. */
export async function chooseMails(token: string, before: UnsubscribeState, form: FormData): Promise<UnsubscribeState> {
  try {
    const { wanted } = await setSubscription(await systemContext(), token, form.get("wanted") === "true");
    return { wanted, changed: true, error: null };
  } catch (error) {
    return { ...before, error: messageOf(error) };
  }
}
