import type { FilePurpose } from "@/lib/kernel/files";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { OpenObject } from "../jobs";

/** A file on a job as it is stored. */
export interface FileRow {
  readonly id: Id;
  readonly job_id: Id;
  readonly uploaded_by: AgentId;
  readonly purpose: FilePurpose;
  readonly upload_status: "pending" | "confirmed" | "deleted";
  readonly original_filename: string;
  readonly content_type: string;
  /** Declared until confirmed, then the object's real size. */
  readonly file_size_bytes: number;
  readonly revision_number: number;
  /** Where the upload URL writes: the reference's `r2_key`. */
  readonly upload_key: string;
  /** Where the confirmed bytes lie, which no upload URL names (decisions 11). */
  readonly object_key: string | null;
  readonly metadata: OpenObject;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly confirmed_at: Date | null;
  readonly deleted_at: Date | null;
}

/** A file whose bytes are known and cannot change any more. */
export type ConfirmedFile = FileRow & { readonly object_key: string };
