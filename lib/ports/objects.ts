/** An S3-compatible bucket (Cloudflare R2). `ProviderUnavailable` is thrown when it cannot be reached. */
export interface StoredObject {
  readonly size: number;
  readonly contentType: string | null;
  readonly etag: string | null;
}

export interface Objects {
  /**
   * A URL that accepts a PUT of exactly this type until it expires. It is not bound to a length: whoever uploads has only
   * the type to match (reference 002), and what arrived is measured afterwards.
   */
  presignPut(request: {
    readonly key: string;
    readonly contentType: string;
    readonly expiresInSeconds: number;
    readonly now: Date;
  }): Promise<string>;
  /** A URL that serves the object as an attachment of this name until it expires. */
  presignGet(request: {
    readonly key: string;
    readonly filename: string;
    readonly contentType: string;
    readonly expiresInSeconds: number;
    readonly now: Date;
  }): Promise<string>;
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
  /** The object, or its first `maxBytes` bytes; null when there is none. */
  get(key: string, maxBytes?: number): Promise<{ readonly body: Uint8Array; readonly object: StoredObject } | null>;
  head(key: string): Promise<StoredObject | null>;
  /** A server-side copy; false when the source does not exist. */
  copy(from: string, to: string): Promise<boolean>;
  /** Deleting what does not exist succeeds. */
  delete(key: string): Promise<void>;
}
