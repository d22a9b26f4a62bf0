import type { Answer } from "./client";
import type { Market, Trader } from "./market";

export interface TestFile {
  readonly filename?: string;
  readonly content_type?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** Declared in place of the real size. */
  readonly file_size_bytes?: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export const textBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const DEFAULT = textBytes(
  "Summary: revenue grew and costs fell; this summary covers the quarterly report in one paragraph.",
);

/** Asks for an upload URL. */
export function reserve(market: Market, id: string, by: Trader, purpose: string, file: TestFile = {}): Promise<Answer> {
  const {
    filename = "report.txt",
    content_type = "text/plain",
    bytes = DEFAULT,
    file_size_bytes = bytes.length,
    metadata,
  } = file;
  const body = { purpose, filename, content_type, file_size_bytes, ...(metadata === undefined ? {} : { metadata }) };
  return market.call("POST", `/v1/jobs/${id}/files/upload-url`, { token: by.token, body });
}

/** PUTs bytes to a signed URL, as any HTTP client would; the status of the answer. */
export async function put(
  url: unknown,
  bytes: Uint8Array<ArrayBuffer> = DEFAULT,
  contentType = "text/plain",
): Promise<number> {
  const response = await fetch(String(url), { method: "PUT", headers: { "content-type": contentType }, body: bytes });
  await response.body?.cancel();
  return response.status;
}

/** Reserved and uploaded, not confirmed; the file's id. */
export async function uploaded(
  market: Market,
  id: string,
  by: Trader,
  purpose: string,
  file: TestFile = {},
): Promise<string> {
  const ticket = await reserve(market, id, by, purpose, file);
  if (ticket.status !== 201) throw new Error(`upload-url: ${ticket.status} ${JSON.stringify(ticket.json)}`);
  const status = await put(ticket.data.upload_url, file.bytes, file.content_type);
  if (status !== 200) throw new Error(`PUT: ${status}`);
  return String(ticket.data.file_id);
}

export function onFile(
  market: Market,
  method: string,
  id: string,
  fileId: string,
  verb: string,
  by: Trader,
): Promise<Answer> {
  return market.call(method, `/v1/jobs/${id}/files/${fileId}${verb}`, {
    token: by.token,
    ...(method === "POST" ? { body: {} } : {}),
  });
}

export function confirm(market: Market, id: string, fileId: string, by: Trader): Promise<Answer> {
  return onFile(market, "POST", id, fileId, "/confirm", by);
}

/** Reserved, uploaded and confirmed; the file's id. */
export async function confirmed(
  market: Market,
  id: string,
  by: Trader,
  purpose: string,
  file: TestFile = {},
): Promise<string> {
  const fileId = await uploaded(market, id, by, purpose, file);
  const answer = await confirm(market, id, fileId, by);
  if (answer.status !== 200) throw new Error(`confirm: ${answer.status} ${JSON.stringify(answer.json)}`);
  return fileId;
}
