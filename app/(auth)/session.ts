import { type AdminActor, runtime, systemContext } from "@/lib/api/core/edge";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import * as owners from "@/lib/domain/owners";
import { Refusal } from "@/lib/kernel/errors";
import { ACTION_HEADER, PATH_HEADER } from "@/lib/kernel/headers";
import { safeNext } from "./next-path";
import { authOptions } from "./options";

export interface OwnerSession {
  readonly ownerId: string;
  readonly sessionId: string;
  readonly email: string;
}

/**
 * Who is logged in, or null. The cookie alone is not enough: the session's row must still be open, so that revoking it
 * works at once. Read once a request.
 */
export const currentOwner = cache(async (): Promise<OwnerSession | null> => {
  const session: object | null = await getServerSession(await authOptions());
  if (session === null || !("sessionId" in session) || typeof session.sessionId !== "string") return null;
  const owner = await owners.sessionOwner(await systemContext(), session.sessionId);
  return owner === null ? null : { ownerId: owner.id, sessionId: session.sessionId, email: owner.email };
});

/** Who is logged in, if they are an operator (`ADMIN_EMAILS`); null for everybody else. */
export const currentOperator = cache(async (): Promise<AdminActor | null> => {
  const person = await currentOwner();
  if (person === null || !runtime().settings.adminEmails.includes(person.email)) return null;
  return { kind: "admin", email: person.email };
});

/**
 * Who is logged in; everybody else is sent to the login, and from there back to the page they asked for. An action of an open
 * page is refused instead (`missing_credential`): leaving the page would lose what was written there.
 */
export async function requireOwner(): Promise<OwnerSession> {
  const owner = await currentOwner();
  if (owner !== null) return owner;
  const asked = await headers();
  if (asked.get(ACTION_HEADER) === "1") throw new Refusal("missing_credential");
  const path = safeNext(asked.get(PATH_HEADER) ?? undefined);
  redirect(`/login?next=${encodeURIComponent(path)}`);
}

/** Ends the session and forgets the cookie. */
export async function endSession(): Promise<void> {
  const owner = await currentOwner();
  if (owner !== null) await owners.endSession(await systemContext(), owner.sessionId);
  const jar = await cookies();
  // A long token is split over several cookies: ….0, ….1
  for (const { name } of jar.getAll()) {
    if (/^(__Secure-)?next-auth\.session-token(\.\d+)?$/.test(name)) jar.delete(name);
  }
}
