import { sandbox } from "@/lib/composition";

/** The sandbox's UploadThing, where browsers send files to (sandbox.md). */
async function answer(request: Request): Promise<Response> {
  return sandbox()?.uploadthing(request) ?? new Response(null, { status: 404 });
}

export { answer as GET, answer as HEAD, answer as OPTIONS, answer as POST, answer as PUT };
