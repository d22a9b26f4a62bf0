import { createHash } from "node:crypto";
import type { Database } from "@/lib/ports/sql";
import type { FetchHandler } from "../loopback";
import { emailSchema, type Email } from "./email";
import { storeMail, type StoredAnswer } from "./store-mail";

const LONGEST_IDEMPOTENCY_KEY = 256;

export interface MailboxOptions {
  readonly db: Database;
  /** The path of the base URL, for instance `/resend`, or "". */
  readonly mountPath: string;
}

/**
 * Resend's API as far as an application that sends mail meets it: `POST /emails` with its idempotency and
 * `GET /emails/:id`. Mails are stored, not sent; `listMails` reads them.
 */
export function createMailbox({ db, mountPath }: MailboxOptions): FetchHandler {
  return async (request) => {
    const pathname = new URL(request.url).pathname.slice(mountPath.length);
    if (!/^Bearer re_\S+$/.test(request.headers.get("authorization") ?? "")) {
      return refuse(401, "missing_api_key", "Missing API Key");
    }
    if (request.method === "POST" && pathname === "/emails") return send(db, request);
    const id = /^\/emails\/([^/]+)$/.exec(pathname)?.[1];
    if (request.method === "GET" && id !== undefined) return retrieve(db, id);
    return refuse(404, "not_found", "The requested endpoint does not exist.");
  };
}

async function send(db: Database, request: Request): Promise<Response> {
  const body = await request.text();
  const key = request.headers.get("idempotency-key");
  if (key !== null && (key.length === 0 || key.length > LONGEST_IDEMPOTENCY_KEY)) {
    return refuse(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
  }
  const email = readEmail(body);
  if (email instanceof Response) return email;
  const requestHash = createHash("sha256").update(body).digest("hex");
  return answer(await storeMail(db, email, key === null ? null : { key, requestHash }));
}

function answer(stored: StoredAnswer): Response {
  if (stored === "key_reused") {
    const message = "Same idempotency key used with a different request payload.";
    return refuse(409, "invalid_idempotent_request", message);
  }
  return Response.json({ id: stored.id });
}

function readEmail(body: string): Email | Response {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return refuse(422, "validation_error", "The request body is not valid JSON.");
  }
  const parsed = emailSchema.safeParse(json);
  if (!parsed.success) return refuseField(String(parsed.error.issues[0]?.path[0] ?? "body"), json);
  const { html, text } = parsed.data;
  if (!html && !text) return refuse(422, "validation_error", "Missing `html` or `text` field.");
  return parsed.data;
}

function refuseField(field: string, json: unknown): Response {
  const missing = typeof json === "object" && json !== null && (Reflect.get(json, field) ?? null) === null;
  if (missing) return refuse(422, "missing_required_field", `Missing \`${field}\` field.`);
  return refuse(422, "validation_error", `Invalid \`${field}\` field.`);
}

async function retrieve(db: Database, id: string): Promise<Response> {
  const [mail] = await db.query<{ id: string; created_at: Date }>(
    `SELECT id, sender AS "from", recipients AS "to", subject, html, text, created_at FROM sandbox.mails WHERE id::text = $1`,
    [id],
  );
  if (mail === undefined) return refuse(404, "not_found", "Email not found");
  return Response.json({ object: "email", ...mail, last_event: "delivered" });
}

function refuse(statusCode: number, name: string, message: string): Response {
  return Response.json({ statusCode, name, message }, { status: statusCode });
}
