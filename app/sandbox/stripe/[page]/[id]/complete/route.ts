import { sandbox } from "@/lib/composition";
import { choiceFrom } from "../choice";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly page: string; readonly id: string }>;
}

/**
 * Does what a person would do on the page, for tests (spec: sandbox.md, controls). An optional JSON body chooses: `card`
 * (a test card's name or number), `passed` (false to fail a check), `return_url`.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const stripe = sandbox()?.stripe;
  if (!stripe) return new Response(null, { status: 404 });
  const { page, id } = await params;
  const result = await stripe.pages.complete(page, id, choiceFrom(await readBody(request)));
  if (!result.ok) {
    const { httpStatus, code, message } = result;
    return Response.json({ success: false, error: { code, message } }, { status: httpStatus });
  }
  return Response.json({ success: true, data: { id: result.id, status: result.status, next_url: result.nextUrl } });
}

/** Whatever is no JSON object chooses nothing: the control works with an empty body. */
async function readBody(request: Request): Promise<Readonly<Record<string, unknown>>> {
  try {
    const body: unknown = await request.json();
    return typeof body === "object" && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}
