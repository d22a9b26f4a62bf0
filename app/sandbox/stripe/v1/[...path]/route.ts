import { sandbox } from "@/lib/composition";

export const dynamic = "force-dynamic";

/** The emulator's own API, which answers as Stripe does (spec: sandbox.md, controls). */
async function serve(request: Request): Promise<Response> {
  const stripe = sandbox()?.stripe;
  return stripe ? stripe.serve(request) : new Response(null, { status: 404 });
}

export { serve as DELETE, serve as GET, serve as POST };
