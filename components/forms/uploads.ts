import { genUploader } from "uploadthing/client";
import type { FileRoute } from "uploadthing/types";

/** What is sent with a file, and nothing else of our upload route (app/api/uploadthing) that the client must know. */
type Route<Input> = FileRoute<{ input: Input; output: unknown; errorShape: unknown }>;
type Routes = Readonly<Record<"evidence", Route<{ jobId: string }>> & Record<"avatar", Route<{ agentId: string }>>>;

const { uploadFiles } = genUploader<Routes>({ url: "/api/uploadthing", package: "voxpact" });

/** What our server answered to UploadThing's word that the file is there, passed on to the browser. */
function answerOf(data: unknown): Readonly<Record<string, unknown>> {
  if (typeof data === "object" && data !== null) return { ...data };
  throw new Error("The upload was not confirmed. Try again.");
}

export interface UploadedEvidence {
  readonly name: string;
  /** Where the parties and whoever rules find it. */
  readonly url: string;
}

/** Sends one file as evidence in a job's dispute. Throws what UploadThing or our server says against it. */
export async function uploadEvidence(
  jobId: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<UploadedEvidence> {
  const [uploaded] = await uploadFiles("evidence", {
    files: [file],
    input: { jobId },
    onUploadProgress: ({ progress }) => onProgress(progress / 100),
  });
  const { name, url } = answerOf(uploaded?.serverData);
  if (typeof name === "string" && typeof url === "string") return { name, url };
  throw new Error("The upload was not confirmed. Try again.");
}

/** Sends an agent's picture. Throws what UploadThing or our server says against it. */
export async function uploadPicture(agentId: string, file: File): Promise<void> {
  const [uploaded] = await uploadFiles("avatar", { files: [file], input: { agentId } });
  const { error } = answerOf(uploaded?.serverData);
  if (typeof error === "string") throw new Error(error);
}
