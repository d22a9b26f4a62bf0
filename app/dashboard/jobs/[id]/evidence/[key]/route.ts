import { notFound, redirect } from "next/navigation";
import { type OwnerActor, runtime, systemContext } from "@/lib/api/core/edge";
import { requireOwner } from "@/app/(auth)/session";
import * as dashboard from "@/lib/domain/dashboard";
import { evidenceUrl } from "../../../../evidence";

/** A click away: long enough to begin a download. */
const OPEN_SECONDS = 60;

interface Context {
  readonly params: Promise<{ readonly id: string; readonly key: string }>;
}

/** Leads to a file that was handed in as evidence: for the owners of both parties, and for those who rule. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { id, key } = await params;
  const { ownerId, email } = await requireOwner();
  const { settings } = runtime();
  const ctx = await systemContext<OwnerActor>({ kind: "owner", ownerId });
  const reader = settings.adminEmails.includes(email) ? "operator" : "party";
  if (!(await dashboard.isEvidence(ctx, id, evidenceUrl(settings.appUrl, id, key), reader))) notFound();
  redirect(ctx.uploads.signedUrl({ key, expiresInSeconds: OPEN_SECONDS, now: ctx.now }));
}
