import { z } from "zod";

const tokenSchema = z.object({
  apiKey: z.string().startsWith("sk_"),
  appId: z.string().min(1),
  regions: z.array(z.string()).min(1),
});

/** What `UPLOADTHING_TOKEN` holds: base64 of JSON. */
export type UploadThingToken = z.infer<typeof tokenSchema>;

/** @throws Error where the token is malformed; its text is in no message. */
export function readUploadThingToken(token: string): UploadThingToken {
  try {
    return tokenSchema.parse(JSON.parse(Buffer.from(token, "base64").toString("utf8")));
  } catch {
    throw new Error("UPLOADTHING_TOKEN is no token of UploadThing: base64 of { apiKey, appId, regions }");
  }
}

export function writeUploadThingToken(token: UploadThingToken): string {
  return Buffer.from(JSON.stringify(token)).toString("base64");
}
