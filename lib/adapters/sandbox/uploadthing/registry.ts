import type { Sql } from "@/lib/ports/sql";

export interface StoredFile {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** MD5 in hex. */
  readonly hash: string;
  readonly acl: "public-read" | "private";
  readonly disposition: "inline" | "attachment";
}

export interface RegisteredUpload {
  readonly callback_url: string;
  readonly callback_slug: string;
  readonly await_server_data: boolean;
  readonly metadata: unknown;
  readonly callback_data: unknown;
}

/** What the application's router says of the uploads it has just signed. */
export async function registerUpload(
  sql: Sql,
  upload: {
    readonly fileKeys: readonly string[];
    readonly metadata: unknown;
    readonly callbackUrl: string;
    readonly callbackSlug: string;
    readonly awaitServerData: boolean;
  },
): Promise<void> {
  await sql.query(
    `INSERT INTO sandbox.uploadthing_uploads (key, callback_url, callback_slug, await_server_data, metadata)
     SELECT key, $2, $3, $4, $5::jsonb FROM unnest($1::text[]) AS key
     ON CONFLICT (key) DO UPDATE SET callback_url = excluded.callback_url, callback_slug = excluded.callback_slug,
       await_server_data = excluded.await_server_data, metadata = excluded.metadata, callback_data = NULL`,
    [
      upload.fileKeys,
      upload.callbackUrl,
      upload.callbackSlug,
      upload.awaitServerData,
      JSON.stringify(upload.metadata ?? null),
    ],
  );
}

export async function findUpload(sql: Sql, key: string): Promise<RegisteredUpload | null> {
  const [upload] = await sql.query<RegisteredUpload>(
    `SELECT callback_url, callback_slug, await_server_data, metadata, callback_data FROM sandbox.uploadthing_uploads WHERE key = $1`,
    [key],
  );
  return upload ?? null;
}

/** What the application's callback answered, for the browser that waits for it. */
export async function recordCallback(sql: Sql, key: string, data: unknown): Promise<void> {
  await sql.query(`UPDATE sandbox.uploadthing_uploads SET callback_data = $2::jsonb WHERE key = $1`, [
    key,
    JSON.stringify(data ?? null),
  ]);
}

export async function recordFile(sql: Sql, file: StoredFile): Promise<void> {
  await sql.query(
    `INSERT INTO sandbox.uploadthing_files (key, name, type, size, hash, acl, disposition) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (key) DO UPDATE SET name = excluded.name, type = excluded.type, size = excluded.size,
       hash = excluded.hash, acl = excluded.acl, disposition = excluded.disposition`,
    [file.key, file.name, file.type, file.size, file.hash, file.acl, file.disposition],
  );
}

export async function findFile(sql: Sql, key: string): Promise<StoredFile | null> {
  const [file] = await sql.query<StoredFile>(
    `SELECT key, name, type, size, hash, acl, disposition FROM sandbox.uploadthing_files WHERE key = $1`,
    [key],
  );
  return file ?? null;
}

/** False when there was none. What its upload was signed for stays: the browser may still wait for the callback's answer. */
export async function deleteFile(sql: Sql, key: string): Promise<boolean> {
  return (await sql.query(`DELETE FROM sandbox.uploadthing_files WHERE key = $1 RETURNING key`, [key])).length > 0;
}
