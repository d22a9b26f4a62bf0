import { problemResponse } from "@/lib/api/core/route";
import { runtime } from "@/lib/api/core/edge";
import { sampleMail } from "@/lib/domain/notifications";
import { Refusal } from "@/lib/kernel/errors";

export const dynamic = "force-dynamic";

/** One mail with made-up values, as a mail client gets it: HTML, or with `?format=text` plain text. Sandbox mode only. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly name: string }> },
): Promise<Response> {
  const { sandbox, appUrl } = runtime().settings;
  const mail = sandbox ? await sampleMail((await params).name, appUrl) : null;
  if (mail === null) return problemResponse(request, new Refusal("route_not_found"));
  const plain = new URL(request.url).searchParams.get("format") === "text";
  return new Response(plain ? mail.text : mail.html, {
    headers: { "content-type": `text/${plain ? "plain" : "html"}; charset=utf-8`, "cache-control": "no-store" },
  });
}
