import type Stripe from "stripe";
import { LIVEMODE } from "../constants";
import { newClientSecret, newStripeId } from "../ids";
import type { Stored } from "../model";
import { list } from "../pages";
import type { Call, Route } from "../routes";
import { refused } from "../wire/failures";
import type { Work } from "../work";

type Session = Stored<"identity.verification_session">;

export const identityRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/identity/verification_sessions", run: create },
  {
    method: "GET",
    path: "/v1/identity/verification_sessions",
    run: (work, { params }) =>
      list(work, "identity.verification_session", params, "/v1/identity/verification_sessions", {
        fields: { status: params.text("status"), client_reference_id: params.text("client_reference_id") },
      }),
  },
  {
    method: "GET",
    path: "/v1/identity/verification_sessions/:id",
    run: async (work, { id }) => (await work.get("identity.verification_session", id)).data,
  },
  { method: "POST", path: "/v1/identity/verification_sessions/:id/cancel", run: cancel },
];

async function create(work: Work, { params }: Call): Promise<Stripe.Identity.VerificationSession> {
  const id = newStripeId("vs");
  const data: Stripe.Identity.VerificationSession = {
    id,
    object: "identity.verification_session",
    client_reference_id: params.text("client_reference_id"),
    client_secret: newClientSecret(id),
    created: work.now,
    last_error: null,
    last_verification_report: null,
    livemode: LIVEMODE,
    metadata: params.metadata(),
    options: { document: {} },
    redaction: null,
    related_customer: null,
    related_customer_account: null,
    status: "requires_input",
    type: params.oneOf("type", ["document", "id_number"]) ?? "document",
    url: `${work.settings.publicBase}/identity/${id}`,
  };
  work.insert("identity.verification_session", { id, data, internal: { returnUrl: params.url("return_url") } });
  work.emit("identity.verification_session.created", data);
  return Promise.resolve(data);
}

/** What Stripe found of the document the person showed. */
export function decideIdentity(work: Work, session: Session, verified: boolean): void {
  const { data } = session;
  requireInput(session);
  work.save(session);
  if (!verified) {
    data.last_error = { code: "document_unverified_other", reason: "The document was invalid." };
    work.emit("identity.verification_session.requires_input", data);
    return;
  }
  data.status = "processing";
  data.last_error = null;
  work.emit("identity.verification_session.processing", data);
  data.status = "verified";
  data.url = null;
  data.client_secret = null;
  data.last_verification_report = newStripeId("vr");
  work.emit("identity.verification_session.verified", data);
}

function requireInput(session: Session): void {
  if (session.data.status !== "requires_input") {
    throw refused(`This VerificationSession has a status of ${session.data.status}.`, {
      code: "verification_session_unexpected_state",
    });
  }
}

async function cancel(work: Work, { id }: Call): Promise<Stripe.Identity.VerificationSession> {
  const session = await work.get("identity.verification_session", id);
  requireInput(session);
  session.data.status = "canceled";
  session.data.url = null;
  work.save(session);
  work.emit("identity.verification_session.canceled", session.data);
  return session.data;
}
