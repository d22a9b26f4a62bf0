const UNREACHABLE = "The file storage could not be reached. Check your connection, then try again.";

/**
 * Sends a file's bytes to a signed URL, in the request that it was signed for. Resolves to the sentence that says why it failed, or
 * null. XMLHttpRequest, because fetch does not tell how far it is.
 */
export function sendFile(
  url: string,
  file: File,
  type: string,
  onProgress: (share: number) => void,
): Promise<string | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.setRequestHeader("Content-Type", type);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total));
    request.addEventListener("load", () =>
      resolve(request.status < 300 ? null : `The file storage did not take ${file.name} (${request.status}).`),
    );
    request.addEventListener("error", () => resolve(UNREACHABLE));
    request.addEventListener("abort", () => resolve(UNREACHABLE));
    request.send(file);
  });
}

/** What the browser takes the file for; a kind it does not know is sent as bytes. */
export function typeOf(file: File): string {
  return file.type === "" ? "application/octet-stream" : file.type;
}
