/** Carries a request's own path from proxy.ts to the pages. */
export const PATH_HEADER = "x-voxpact-path";
