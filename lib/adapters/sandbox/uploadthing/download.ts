import { bytesOf } from "../objects";
import type { UploadThingContext } from "./context";
import { findFile } from "./registry";
import { checkSignedUrl, UploadThingRefusal } from "./wire";

/** `GET /f/KEY`: public files to everybody, private ones by a signed URL, which lives by the application's clock. */
export async function downloadFile(
  context: UploadThingContext,
  request: Request,
  path: string,
  key: string,
): Promise<Response> {
  const { search } = new URL(request.url);
  const file = await findFile(context.db, key);
  if (file?.acl !== "public-read") {
    const expires = checkSignedUrl(context, path, search);
    if (!(expires > (await context.now()).getTime())) throw new UploadThingRefusal(403, "URL expired");
  }
  const object = file === null ? null : await context.disk.open(key);
  if (file === null || object === null) throw new UploadThingRefusal(404, "File not found");
  const headers = {
    "content-type": file.type,
    "content-length": String(file.size),
    "content-disposition": file.disposition,
    "x-content-type-options": "nosniff",
    // The files are served from the application's own origin and must not act in it.
    "content-security-policy": "sandbox; default-src 'none'",
  };
  if (file.size > 0) return new Response(bytesOf(object, { start: 0, end: file.size - 1 }), { headers });
  await object.handle.close();
  return new Response(null, { headers });
}
