import { sandbox } from "@/lib/composition";

/** The sandbox's object store, where signed URLs lead (sandbox.md). */
async function answer(request: Request): Promise<Response> {
  return sandbox()?.objects(request) ?? new Response(null, { status: 404 });
}

export { answer as DELETE, answer as GET, answer as HEAD, answer as PUT };
