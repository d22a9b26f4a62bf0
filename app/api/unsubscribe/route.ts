import { runtime, systemContext } from "@/lib/api/core/edge";
import { problemResponse } from "@/lib/api/core/route";
import { setSubscription } from "@/lib/domain/notifications";
import { Refusal } from "@/lib/kernel/errors";

export const dynamic = "force-dynamic";

const tokenOf = (request: Request): string => new URL(request.url).searchParams.get("token") ?? "";

/** A mail client that knows no one-click opens the address of List-Unsubscribe: to the page with the button. */
export function GET(request: Request): Response {
  const page = new URL("/unsubscribe", runtime().settings.appUrl);
  page.searchParams.set("token", tokenOf(request));
  return Response.redirect(page, 303);
}

/**
 * One-click unsubscribe (RFC 8058): the mail client's own POST, with neither cookie nor login. The body says nothing that
 * the signed link does not; doing it again changes nothing.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    await setSubscription(await systemContext(), tokenOf(request), false);
    return new Response("Unsubscribed.\n", { headers: { "content-type": "text/plain; charset=utf-8" } });
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(request, error);
    throw error;
  }
}
