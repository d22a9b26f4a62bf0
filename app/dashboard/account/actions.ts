"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as notifications from "@/lib/domain/notifications";
import * as owners from "@/lib/domain/owners";
import { messageOf } from "../../action-error";
import { endSession as leave, requireOwner } from "../../(auth)/session";
import { ownerContext } from "../context";

type Result = Promise<{ readonly error: string | null }>;

async function change(verb: () => Promise<unknown>): Result {
  try {
    await verb();
  } catch (error) {
    return { error: messageOf(error) };
  }
  revalidatePath("/dashboard/account");
  return { error: null };
}

export async function endSession(id: string): Result {
  return change(async () => owners.endOwnSession(await ownerContext(), id));
}

export async function endOtherSessions(): Result {
  return change(async () => {
    const { sessionId } = await requireOwner();
    await owners.endOtherSessions(await ownerContext(), sessionId);
  });
}

export async function setMail(kind: string, wanted: boolean): Result {
  return change(async () => {
    const ctx = await ownerContext();
    const known = (await notifications.preferencesOf(ctx)).find((preference) => preference.kind === kind);
    if (known !== undefined) await notifications.setPreferences(ctx, { [known.kind]: wanted });
  });
}

export async function deleteAccount(): Result {
  try {
    await owners.deleteOwner(await ownerContext());
  } catch (error) {
    return { error: messageOf(error) };
  }
  await leave();
  redirect("/");
}
