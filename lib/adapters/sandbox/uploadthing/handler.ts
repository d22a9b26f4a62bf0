import { z } from "zod";
import { writeUploadThingToken } from "@/lib/adapters/uploadthing";
import type { FetchHandler } from "../loopback";
import { ObjectDisk } from "../objects";
import type { UploadThingContext, UploadThingOptions } from "./context";
import { downloadFile } from "./download";
import { deleteFile, recordCallback, registerUpload } from "./registry";
import { receiveUpload } from "./upload";
import { checkSignedUrl, UploadThingRefusal } from "./wire";

const registration = z.object({
  fileKeys: z.array(z.string()).min(1),
  metadata: z.unknown(),
  callbackUrl: z.url(),
  callbackSlug: z.string(),
  awaitServerData: z.boolean(),
});
const callbackResult = z.object({ fileKey: z.string(), callbackData: z.unknown() });
const deletion = z.object({ fileKeys: z.array(z.string()) });

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, PUT, POST",
  "access-control-allow-headers": "*",
  "access-control-expose-headers": "x-ut-range-start",
};

/** A token for the application whose ingest endpoint is this stand-in. */
export function sandboxUploadThingToken(apiKey: string): string {
  return writeUploadThingToken({ apiKey, appId: "sandbox", regions: ["sandbox"] });
}

/**
 * UploadThing as its real client and server SDK meet it: the ingest endpoint (signed PUTs, then a signed call back to the
 * application), the file host with signed reads, and deletion.
 */
export function createUploadThingStandIn(options: UploadThingOptions): FetchHandler {
  const context = { ...options, disk: new ObjectDisk(options.directory) };
  const mountPath = new URL(options.publicUrl).pathname.replace(/\/$/, "");
  return async (request) => {
    const response = await answer(context, request, new URL(request.url).pathname.slice(mountPath.length));
    for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
    return response;
  };
}

async function answer(context: UploadThingContext, request: Request, path: string): Promise<Response> {
  try {
    return await route(context, request, path);
  } catch (error) {
    if (error instanceof UploadThingRefusal) return Response.json({ error: error.message }, { status: error.status });
    throw error;
  }
}

async function route(context: UploadThingContext, request: Request, path: string): Promise<Response> {
  const fileKey = /^\/f\/([\w-]+)$/.exec(path)?.[1];
  const uploadKey = /^\/([\w-]+)$/.exec(path)?.[1];
  if (request.method === "OPTIONS") return new Response(null, { status: 204 });
  if (request.method === "GET" && fileKey !== undefined) return downloadFile(context, request, path, fileKey);
  if (request.method === "POST") return api(context, request, path);
  if (request.method === "PUT" && uploadKey !== undefined) return receiveUpload(context, request, path, uploadKey);
  if (request.method === "HEAD" && uploadKey !== undefined) {
    checkSignedUrl(context, path, new URL(request.url).search);
    // Where an interrupted upload goes on: this stand-in keeps no halves.
    return new Response(null, { headers: { "x-ut-range-start": "0" } });
  }
  throw new UploadThingRefusal(404, "Not found");
}

async function api({ db, apiKey, disk }: UploadThingContext, request: Request, path: string): Promise<Response> {
  if (request.headers.get("x-uploadthing-api-key") !== apiKey) throw new UploadThingRefusal(401, "Invalid API key");
  switch (path) {
    case "/route-metadata":
      await registerUpload(db, await readBody(request, registration));
      return Response.json({ ok: true });
    case "/callback-result": {
      const { fileKey, callbackData } = await readBody(request, callbackResult);
      await recordCallback(db, fileKey, callbackData);
      return Response.json({ ok: true });
    }
    case "/v6/deleteFiles": {
      const { fileKeys } = await readBody(request, deletion);
      let deletedCount = 0;
      for (const key of fileKeys) {
        if (await deleteFile(db, key)) deletedCount++;
        await disk.delete(key);
      }
      return Response.json({ success: true, deletedCount });
    }
    default:
      throw new UploadThingRefusal(404, "Not found");
  }
}

async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new UploadThingRefusal(400, "Invalid request body");
  return parsed.data;
}
