"use server";

import { redirect } from "next/navigation";
import type { ActionResult } from "@/components/forms/types";
import * as notifications from "@/lib/domain/notifications";
import * as owners from "@/lib/domain/owners";
import { messageOf } from "../../action-error";
import { attempt, refusedSentence } from "../../attempt";
import { endSession as leave, requireOwner } from "../../(auth)/session";
import { ownerContext } from "../context";

type Result = Promise<ActionResult>;

const change = (verb: () => Promise<unknown>): Result => attempt("/dashboard", verb, refusedSentence);

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
