/** Files that owners have dropped in a browser: evidence, pictures of agents. */
export interface Uploads {
  /** A URL that serves a private file until it expires. */
  signedUrl(request: { readonly key: string; readonly expiresInSeconds: number; readonly now: Date }): string;
  /** The URL of a file that everybody may read. */
  publicUrl(key: string): string;
  /** The bytes of a file that everybody may read; null when there is none such. Throws `ProviderUnavailable`. */
  read(key: string): Promise<Uint8Array | null>;
  /** Deleting what does not exist succeeds. Throws `ProviderUnavailable`. */
  delete(key: string): Promise<void>;
}
