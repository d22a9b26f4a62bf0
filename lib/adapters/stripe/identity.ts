import type Stripe from "stripe";
import type { IdentitySession, Payments } from "@/lib/ports/payments";
import { OPERATION_ID, OWNER_ID } from "./ids";
import { ask, askOrNull } from "./outcome";

export function identity(stripe: Stripe): Pick<Payments, "startIdentityCheck" | "getIdentityCheck"> {
  return {
    startIdentityCheck: async ({ operationId, ownerId, returnUrl }) => {
      const metadata = { [OPERATION_ID]: operationId, [OWNER_ID]: ownerId };
      const session = await ask(() =>
        stripe.identity.verificationSessions.create(
          { type: "document", return_url: returnUrl, metadata },
          { idempotencyKey: operationId },
        ),
      );
      return toIdentitySession(session);
    },
    getIdentityCheck: async (sessionId) => {
      const session = await askOrNull(() => stripe.identity.verificationSessions.retrieve(sessionId));
      return session === null ? null : toIdentitySession(session);
    },
  };
}

export function toIdentitySession(session: Stripe.Identity.VerificationSession): IdentitySession {
  return { sessionId: session.id, url: session.url, status: statusOf(session) };
}

const STATUSES = ["requires_input", "processing", "verified", "canceled"] as const;

function statusOf(session: Stripe.Identity.VerificationSession): IdentitySession["status"] {
  // Stripe may add statuses: one we do not know is not yet an answer.
  return STATUSES.find((status) => status === session.status) ?? "requires_input";
}
