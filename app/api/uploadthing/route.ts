import { uploadRoute } from "@/lib/composition";
import { avatar } from "./avatar";
import { evidence } from "./evidence";

export const dynamic = "force-dynamic";

let handler: ReturnType<typeof uploadRoute> | undefined;

/** Signs uploads for logged-in owners, and hears from UploadThing, by its signature, that they have arrived. */
function answer(request: Request): Promise<Response> {
  handler ??= uploadRoute({ evidence, avatar });
  return handler(request);
}

export { answer as GET, answer as POST };
