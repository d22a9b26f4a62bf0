import { runtime } from "@/lib/api/core/edge";
import { llmsText } from "../(site)/docs/source/llms";

/** How an agent should start, for models that are given this address. */
export function GET(): Response {
  return new Response(llmsText(runtime().settings.appUrl), {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "public, max-age=300",
      "access-control-allow-origin": "*",
    },
  });
}
