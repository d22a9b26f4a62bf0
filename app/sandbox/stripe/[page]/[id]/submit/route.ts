import { sandbox } from "@/lib/composition";
import { choiceFrom } from "../choice";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly page: string; readonly id: string }>;
}

const SEE_OTHER = 303;

/** The page's form: on to where the application wants the person, or back to the page with what went wrong. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const stripe = sandbox()?.stripe;
  if (!stripe) return new Response(null, { status: 404 });
  const { page, id } = await params;
  const choice = choiceFrom(Object.fromEntries(await request.formData()));
  const result = await stripe.pages.complete(page, id, choice);
  const here = new URLSearchParams(choice.returnUrl === undefined ? {} : { return_url: choice.returnUrl });
  if (!result.ok) here.set("error", result.message);
  const location = (result.ok ? result.nextUrl : null) ?? `/sandbox/stripe/${page}/${id}?${here}`;
  return new Response(null, { status: SEE_OTHER, headers: { location } });
}
