import { createRouteHandler, createUploadthing, UploadThingError } from "uploadthing/server";
import { z } from "zod";

/** Who may upload for what; travels to UploadThing and comes back, signed, with the finished upload. */
export type UploadGrant = Readonly<Record<string, string>>;

export interface FinishedUpload {
  readonly key: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly type: string;
  /** MD5 of the bytes, in hex. */
  readonly hash: string;
}

/** What one kind of upload needs from the domain. */
export interface UploadRules {
  /** May this request upload for this job or agent? Null refuses, and tells no reason. */
  authorize(request: Request, subjectId: string): Promise<UploadGrant | null>;
  /**
   * The file has arrived. Comes from UploadThing, signature checked, at least once; what it returns is given to the
   * browser. When it throws, the upload fails.
   */
  completed(grant: UploadGrant, file: FinishedUpload): Promise<Readonly<Record<string, string>>>;
}

export interface UploadsOptions {
  /** `UPLOADTHING_TOKEN` */
  readonly token: string;
  /** The public URL of the route that this handler is mounted at, which UploadThing calls back. */
  readonly callbackUrl: string;
  readonly ingestUrl?: string | undefined;
  /** Answers in place of the network: the sandbox's stand-in. */
  readonly fetch?: typeof fetch | undefined;
  /** Evidence in a dispute: `input` is `{ jobId }`. */
  readonly evidence: UploadRules;
  /** The picture of an agent: `input` is `{ agentId }`. */
  readonly avatar: UploadRules;
}

const subjectId = z.string().min(1).max(64);
const EVIDENCE_LIMITS = {
  maxFileSize: "16MB",
  maxFileCount: 5,
  acl: "private",
  contentDisposition: "attachment",
} as const;
const AVATAR_LIMITS = { maxFileSize: "4MB", maxFileCount: 1, acl: "public-read" } as const;

/**
 * The route handler behind `/api/uploadthing` (GET and POST): signs uploads for browsers and receives UploadThing's
 * word that they are done. Endpoints: `evidence` and `avatar`.
 */
export function createUploads(options: UploadsOptions): (request: Request) => Promise<Response> {
  return createRouteHandler({
    router: uploadRouter(options),
    config: {
      token: options.token,
      callbackUrl: options.callbackUrl,
      isDev: false,
      handleDaemonPromise: "await",
      logLevel: "Error",
      ...(options.ingestUrl === undefined ? {} : { ingestUrl: options.ingestUrl }),
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    },
  });
}

function uploadRouter({ evidence, avatar }: Pick<UploadsOptions, "evidence" | "avatar">) {
  const f = createUploadthing();
  return {
    evidence: f({
      image: EVIDENCE_LIMITS,
      pdf: EVIDENCE_LIMITS,
      text: EVIDENCE_LIMITS,
      "application/json": EVIDENCE_LIMITS,
    })
      .input(z.object({ jobId: subjectId }))
      .middleware(({ req, input }) => authorize(evidence, req, input.jobId))
      .onUploadComplete(({ metadata, file }) => evidence.completed(metadata, finished(file))),
    // Named types and no `image`: an SVG is a program.
    avatar: f({ "image/png": AVATAR_LIMITS, "image/jpeg": AVATAR_LIMITS, "image/webp": AVATAR_LIMITS })
      .input(z.object({ agentId: subjectId }))
      .middleware(({ req, input }) => authorize(avatar, req, input.agentId))
      .onUploadComplete(({ metadata, file }) => avatar.completed(metadata, finished(file))),
  };
}

async function authorize(rules: UploadRules, request: Request, id: string): Promise<UploadGrant> {
  const grant = await rules.authorize(request, id);
  if (grant === null) {
    const refusal: Error = new UploadThingError({ code: "FORBIDDEN", message: "You may not upload this file." });
    throw refusal;
  }
  return grant;
}

interface UploadThingFile {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly fileHash: string;
}

function finished({ key, name, size, type, fileHash }: UploadThingFile): FinishedUpload {
  return { key, name, size, type, hash: fileHash };
}
