import { systemContext } from "@/lib/api/core/edge";
import { readBody } from "@/lib/api/core/parse";
import { problemResponse } from "@/lib/api/core/route";
import * as inbox from "@/lib/domain/inbox";
import { MAX_BODY_BYTES } from "@/lib/kernel/contract";
import { Refusal } from "@/lib/kernel/errors";

/** Stripe's events (decisions 6): taken in and answered at once, worked on in the background. */
export async function POST(request: Request): Promise<Response> {
  try {
    await inbox.receive(
      await systemContext(),
      await readBody(request, MAX_BODY_BYTES),
      request.headers.get("stripe-signature") ?? "",
    );
    return Response.json({ received: true });
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(request, error);
    throw error;
  }
}
