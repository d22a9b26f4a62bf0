import { cache } from "react";
import type { OwnerCtx } from "@/lib/domain/dashboard";
import { Refusal } from "@/lib/kernel/errors";
import type { OwnerActor } from "@/lib/platform/context";
import { systemContext } from "@/lib/platform/context";
import { notFound } from "next/navigation";
import { requireOwner } from "../(auth)/session";

/** The logged-in owner's context; anyone else is sent to the login. One per request. */
export const ownerContext = cache(async (): Promise<OwnerCtx> => {
  const { ownerId } = await requireOwner();
  return systemContext<OwnerActor>({ kind: "owner", ownerId });
});

/** Turns the domain's "not found" into the page's, so that hidden and missing look the same. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_found") notFound();
    throw error;
  }
}
