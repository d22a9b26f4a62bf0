import type { Sql } from "@/lib/ports/sql";
import type { ObjectDisk } from "../objects";

export interface UploadThingOptions {
  readonly db: Sql;
  /** Where the files lie; made when needed. */
  readonly directory: string;
  readonly apiKey: string;
  /** `APP_URL/sandbox/uploadthing`: what browsers call, what URLs are signed for, and where this is mounted. */
  readonly publicUrl: string;
  /** The application's time. */
  readonly now: () => Promise<Date>;
  /** Calls the application back; the network unless given. */
  readonly fetch?: typeof fetch | undefined;
}

export interface UploadThingContext extends UploadThingOptions {
  readonly disk: ObjectDisk;
}
