/** Carries a request's own path from proxy.ts to the pages, which Next does not tell their layouts. */
export const PATH_HEADER = "x-voxpact-path";
