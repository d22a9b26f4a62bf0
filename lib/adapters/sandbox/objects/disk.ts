import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, rename, rm, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { HOUR_MS, wallNow } from "@/lib/kernel/clock";

/** What is kept of an object besides its bytes. */
export interface ObjectMeta {
  readonly contentType: string;
  /** The MD5 of the bytes, in hex. */
  readonly md5: string;
  readonly size: number;
  /** ISO 8601 UTC */
  readonly lastModified: string;
}

export interface OpenObject {
  readonly meta: ObjectMeta;
  /** Positioned reads; the bytes begin at `offset`. Whoever opened it closes it. */
  readonly handle: FileHandle;
  readonly offset: number;
}

/** Room for the metadata in front of the bytes: one file an object, so that one rename replaces both. */
const HEADER_BYTES = 4096;
const LEFTOVER_AGE_MS = HOUR_MS;

/**
 * Objects as files, one each, named by the hash of their key: no key can name a path. A file is written beside the
 * others, synced and renamed into place, so that a reader, another process or a crash sees the old object or the new
 * one, whole.
 */
export class ObjectDisk {
  readonly #directory: string;
  readonly #incoming: string;
  #prepared: Promise<void> | undefined;

  constructor(directory: string) {
    this.#directory = path.join(directory, "objects");
    this.#incoming = path.join(directory, "incoming");
  }

  async open(key: string): Promise<OpenObject | null> {
    const handle = await openIfThere(this.#pathOf(key));
    if (handle === null) return null;
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      if (bytesRead !== HEADER_BYTES) throw new Error(`The object file of "${key}" is damaged`);
      return { meta: JSON.parse(buffer.toString("utf8")) as ObjectMeta, handle, offset: HEADER_BYTES };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /**
   * Stores what `write` writes and the metadata it returns. Memory stays flat: the bytes go straight to the disk. Where
   * `write` throws nothing is stored.
   */
  async store(
    key: string,
    write: (append: (chunk: Uint8Array) => Promise<void>) => Promise<ObjectMeta>,
  ): Promise<ObjectMeta> {
    const incoming = await this.#incomingPath();
    const handle = await open(incoming, "wx");
    try {
      let position = HEADER_BYTES;
      const meta = await write(async (chunk) => {
        await handle.writev([chunk], position);
        position += chunk.length;
      });
      await handle.write(header(meta), 0, HEADER_BYTES, 0);
      await handle.sync();
      await this.#putInPlace(incoming, key);
      return meta;
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
  }

  /** A copy in no time and no space: both names share one file, which is never written again. False without a source. */
  async copy(from: string, to: string): Promise<boolean> {
    const incoming = await this.#incomingPath();
    try {
      await link(this.#pathOf(from), incoming);
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
    await this.#putInPlace(incoming, to);
    return true;
  }

  async delete(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  #pathOf(key: string): string {
    const name = createHash("sha256").update(key).digest("hex");
    return path.join(this.#directory, name.slice(0, 2), name);
  }

  async #incomingPath(): Promise<string> {
    this.#prepared ??= this.#prepare();
    await this.#prepared;
    return path.join(this.#incoming, randomUUID());
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#incoming, { recursive: true });
    // What a killed process was writing; other processes may be writing younger ones now.
    for (const name of await readdir(this.#incoming)) {
      const file = path.join(this.#incoming, name);
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
      if (mtimeMs < wallNow().getTime() - LEFTOVER_AGE_MS) await rm(file, { force: true });
    }
  }

  async #putInPlace(incoming: string, key: string): Promise<void> {
    const target = this.#pathOf(key);
    const directory = path.dirname(target);
    await mkdir(directory, { recursive: true });
    await rename(incoming, target);
    // rename() does nothing where both names are one file already: copying an object onto its own copy.
    await rm(incoming, { force: true });
    await syncDirectory(directory);
  }
}

function header(meta: ObjectMeta): Buffer {
  const json = JSON.stringify(meta);
  if (Buffer.byteLength(json) > HEADER_BYTES) throw new Error("The object's metadata is too large");
  // Spaces are insignificant after JSON, so the rest needs no length.
  return Buffer.alloc(HEADER_BYTES, " ").fill(json, 0, Buffer.byteLength(json));
}

async function openIfThere(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, "r");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** A rename survives a power cut only when its directory was synced; Windows cannot open one. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r").catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
