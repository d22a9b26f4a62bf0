/** Carries a request's own path from proxy.ts to the pages, which Next does not tell their layouts. */
export const PATH_HEADER = "x-voxpact-path";

/** Carries the nonce that a page's inline scripts must bear from proxy.ts to the root layout. */
export const NONCE_HEADER = "x-nonce";
/** Next's, on the call of a server action. */
export const ACTION_HEADER = "next-action";
