/** Carries a request's own path from proxy.ts to the pages, which Next does not tell their layouts. */
export const PATH_HEADER = "x-voxpact-path";

/** Carries the nonce that a page's inline scripts must bear from proxy.ts to the root layout. */
export const NONCE_HEADER = "x-nonce";

/** "1" on the call of a server action, "0" on all else: from proxy.ts, as anybody may send Next's own header with any request. */
export const ACTION_HEADER = "x-voxpact-action";
