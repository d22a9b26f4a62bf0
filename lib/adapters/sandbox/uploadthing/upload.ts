import { createHash } from "node:crypto";
import { z } from "zod";
import { signUploadThing } from "@/lib/adapters/uploadthing";
import { SECOND_MS, wallNow } from "@/lib/kernel/clock";
import type { UploadThingContext } from "./context";
import { findUpload, recordFile, type RegisteredUpload, type StoredFile } from "./registry";
import { checkSignedUrl, decode, UploadThingRefusal } from "./wire";

/** The form around a file: boundaries and part headers. */
const FORM_OVERHEAD_BYTES = 64 * 1024;
const LARGEST_FILE_BYTES = 64 * 2 ** 20;
const CALLBACK_TIMEOUT_MS = 30 * SECOND_MS;

const claims = z.object({
  "x-ut-file-name": z.string().transform(decode),
  "x-ut-file-size": z.coerce.number().int().min(0).max(LARGEST_FILE_BYTES),
  "x-ut-file-type": z.string().transform(decode),
  "x-ut-custom-id": z.string().transform(decode).optional(),
  "x-ut-slug": z.string().optional(),
  "x-ut-acl": z.enum(["public-read", "private"]).default("private"),
  "x-ut-content-disposition": z.enum(["inline", "attachment"]).default("inline"),
});

/**
 * `PUT /KEY`: takes a file as the URL's signature describes it, tells the application and waits for its answer, which is
 * the browser's `serverData`. An upload that the application does not take is not kept.
 */
export async function receiveUpload(
  context: UploadThingContext,
  request: Request,
  path: string,
  key: string,
): Promise<Response> {
  const { search, searchParams } = new URL(request.url);
  const expires = checkSignedUrl(context, path, search);
  // The SDK signs uploads by the machine's clock.
  if (!(expires > wallNow().getTime())) throw new UploadThingRefusal(403, "URL expired");
  const claimed = claims.parse(Object.fromEntries(searchParams));
  const upload = claimed["x-ut-slug"] === undefined ? null : await findUpload(context.db, key);
  if (claimed["x-ut-slug"] !== undefined && upload === null) throw new UploadThingRefusal(404, "Upload not registered");
  const bytes = await readFile(request, claimed["x-ut-file-size"]);
  const file: StoredFile = {
    key,
    name: claimed["x-ut-file-name"],
    type: claimed["x-ut-file-type"],
    size: bytes.length,
    hash: createHash("md5").update(bytes).digest("hex"),
    acl: claimed["x-ut-acl"],
    disposition: claimed["x-ut-content-disposition"],
  };
  await storeFile(context, file, bytes);
  const serverData = upload === null ? null : await callBack(context, upload, file, claimed["x-ut-custom-id"] ?? null);
  const url = `${context.publicUrl}/f/${key}`;
  return Response.json({ url, appUrl: url, ufsUrl: url, fileHash: file.hash, serverData });
}

async function readFile(request: Request, size: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > size + FORM_OVERHEAD_BYTES) {
    throw new UploadThingRefusal(413, "The file is larger than its URL was signed for");
  }
  const form = await request.formData().catch(() => null);
  const file = form?.get("file");
  if (!(file instanceof Blob)) throw new UploadThingRefusal(400, "Missing file");
  if (file.size !== size) throw new UploadThingRefusal(400, "The file's size is not what its URL was signed for");
  return new Uint8Array(await file.arrayBuffer());
}

async function storeFile({ db, disk }: UploadThingContext, file: StoredFile, bytes: Uint8Array): Promise<void> {
  await disk.store(file.key, async (append) => {
    await append(bytes);
    const { type: contentType, hash: md5, size } = file;
    return { contentType, md5, size, lastModified: wallNow().toISOString() };
  });
  await recordFile(db, file);
}

/** The signed call to the application's route. It reports its answer by `/callback-result` before it returns. */
async function callBack(
  context: UploadThingContext,
  upload: RegisteredUpload,
  file: StoredFile,
  customId: string | null,
): Promise<unknown> {
  const url = `${context.publicUrl}/f/${file.key}`;
  const { key, name, type, size, hash: fileHash } = file;
  const payload = JSON.stringify({
    status: "uploaded",
    file: { key, name, type, size, customId, fileHash, url, appUrl: url, ufsUrl: url },
    origin: context.publicUrl,
    metadata: upload.metadata ?? {},
  });
  const callbackUrl = new URL(upload.callback_url);
  callbackUrl.searchParams.set("slug", upload.callback_slug);
  const response = await (context.fetch ?? fetch)(callbackUrl.href, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "uploadthing-hook": "callback",
      "x-uploadthing-signature": signUploadThing(context.apiKey, payload),
    },
    body: payload,
    signal: AbortSignal.timeout(CALLBACK_TIMEOUT_MS),
  }).catch(() => null);
  const answered = response?.ok ? await findUpload(context.db, key) : null;
  // The router swallows what its callback throws; that it reported nothing shows it.
  if (answered === null || (answered.await_server_data && answered.callback_data === null)) {
    await context.disk.delete(key);
    throw new UploadThingRefusal(500, "The application did not take the upload");
  }
  return answered.await_server_data ? answered.callback_data : null;
}
