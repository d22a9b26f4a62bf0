import { createHmac } from "node:crypto";
import { UTApi } from "uploadthing/server";
import { SECOND_MS } from "@/lib/kernel/clock";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import type { Uploads } from "@/lib/ports/uploads";
import { readUploadThingToken } from "./token";

/** A picture of a few megabytes. */
const READ_TIMEOUT_MS = 20 * SECOND_MS;

export interface UploadThingFilesOptions {
  /** `UPLOADTHING_TOKEN` */
  readonly token: string;
  /** Where files are served, without a slash at the end; UploadThing's own host unless given. */
  readonly filesUrl?: string | undefined;
  readonly apiUrl?: string | undefined;
  /** Answers in place of the network: the sandbox's stand-in. */
  readonly fetch?: typeof fetch | undefined;
}

/** UploadThing as our port describes it. */
export function createUploadThingFiles(options: UploadThingFilesOptions): Uploads {
  const { apiKey, appId } = readUploadThingToken(options.token);
  const filesUrl = options.filesUrl ?? `https://${appId}.ufs.sh/f`;
  const api = new UTApi({
    token: options.token,
    logLevel: "None",
    ...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  const publicUrl = (key: string): string => `${filesUrl}/${encodeURIComponent(key)}`;
  return {
    publicUrl,
    async read(key) {
      const answer = await (options.fetch ?? fetch)(publicUrl(key), {
        signal: AbortSignal.timeout(READ_TIMEOUT_MS),
      }).catch((cause: unknown) => {
        throw new ProviderUnavailable("uploadthing", "UploadThing did not answer", { cause });
      });
      // What was deleted, and what is not everybody's, looks the same.
      if (answer.status === 403 || answer.status === 404) return null;
      if (!answer.ok) throw new ProviderUnavailable("uploadthing", `UploadThing answered ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    signedUrl({ key, expiresInSeconds, now }) {
      // Signed here and not by the SDK: it goes by the machine's clock, signed URLs by the application's (sandbox.md).
      const url = `${filesUrl}/${encodeURIComponent(key)}?expires=${now.getTime() + expiresInSeconds * SECOND_MS}`;
      return `${url}&signature=${encodeURIComponent(signUploadThing(apiKey, url))}`;
    },
    async delete(key) {
      try {
        await api.deleteFiles(key);
      } catch (cause) {
        throw new ProviderUnavailable("uploadthing", "UploadThing did not delete the file", { cause });
      }
    },
  };
}

/** UploadThing's signature of a URL or a body. */
export function signUploadThing(apiKey: string, payload: string): string {
  return `hmac-sha256=${createHmac("sha256", apiKey).update(payload).digest("hex")}`;
}
