import { type OwnerActor, systemContext } from "@/lib/api/core/edge";
import { currentOwner } from "@/app/(auth)/session";
import { problemResponse } from "@/lib/api/core/route";
import { eventStream } from "@/lib/api/core/sse";
import { sinceOf } from "@/lib/api/events/present";
import * as events from "@/lib/domain/events";
import { Refusal } from "@/lib/kernel/errors";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** The live events of all the owner's agents, for the console's pages: held by the browser's session, ended with it. */
export async function GET(request: Request): Promise<Response> {
  try {
    const owner = await currentOwner();
    if (owner === null) throw new Refusal("missing_credential", { message: "Log in first." });
    const ctx = await systemContext<OwnerActor>({ kind: "owner", ownerId: owner.ownerId });
    const followed = await events.followOwner(ctx, owner.sessionId, sinceOf(request.headers, undefined));
    const credential = { kind: "session", sessionId: owner.sessionId } as const;
    return eventStream(ctx, request, { ...followed, credential, types: null });
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(request, error);
    throw error;
  }
}
