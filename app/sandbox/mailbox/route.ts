import { z } from "zod";
import { control } from "@/lib/api/core/sandbox";
import { sandbox } from "@/lib/composition";

const query = z.object({
  to: z.string().trim().toLowerCase().max(254).optional(),
  limit: z.coerce.number().int().min(1).max(200).catch(50),
});

/** The mails that would have been sent, newest first (sandbox.md); the page that shows them is /sandbox/mail. */
export function GET(request: Request): Promise<Response> {
  return control(request, sandbox(), z.unknown(), (parts) =>
    parts.mails(query.parse(Object.fromEntries(new URL(request.url).searchParams))),
  );
}
