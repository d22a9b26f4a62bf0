import { sandbox } from "@/lib/composition";

/** Signed URLs lead here: the object store's stand-in, over HTTP. */
const serve = (request: Request): Promise<Response> =>
  sandbox()?.objects(request) ?? Promise.resolve(new Response(null, { status: 404 }));

export { serve as DELETE, serve as GET, serve as HEAD, serve as OPTIONS, serve as PUT };
