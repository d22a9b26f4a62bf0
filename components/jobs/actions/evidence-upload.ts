import { genUploader } from "uploadthing/client";
import type { FileRoute } from "uploadthing/types";

export interface UploadedEvidence {
  readonly name: string;
  /** Where the parties and whoever rules find it. */
  readonly url: string;
}

/** What of our upload route the client must know (app/api/uploadthing). */
type Routes = Readonly<
  Record<"evidence", FileRoute<{ input: { jobId: string }; output: unknown; errorShape: unknown }>>
>;

const { uploadFiles } = genUploader<Routes>({ url: "/api/uploadthing", package: "voxpact" });

/** What our server answered to UploadThing's word that the file is there, passed on to the browser. */
function answerOf(data: unknown): UploadedEvidence {
  if (typeof data === "object" && data !== null && "name" in data && "url" in data) {
    const { name, url } = data;
    if (typeof name === "string" && typeof url === "string") return { name, url };
  }
  throw new Error("The upload was not confirmed. Try again.");
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
  return answerOf(uploaded?.serverData);
}
