/** What of a file can be shown, or why nothing can. */
export type Shown =
  | { readonly content: string; readonly partial: boolean }
  | { readonly content: null; readonly partial: boolean; readonly reason: string };

export const nothing = (reason: string, partial = false): Shown => ({ content: null, partial, reason });
