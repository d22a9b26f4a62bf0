import type Sharp from "sharp";

/** A picture of more pixels is not decoded: some formats need all of them in memory at once. */
export const MAX_PIXELS = 40_000_000;
/** How long one picture may take. */
export const MAX_SECONDS = 3;

/** The decoders of libvips that may see strangers' bytes: pictures of pixels, no documents and no scripts. */
const DECODERS = [
  "VipsForeignLoadPng",
  "VipsForeignLoadJpeg",
  "VipsForeignLoadWebp",
  "VipsForeignLoadNsgif",
  "VipsForeignLoadHeif",
  "VipsForeignLoadTiff",
];

let loaded: Promise<typeof Sharp> | undefined;

async function load(): Promise<typeof Sharp> {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: DECODERS });
  return sharp;
}

/** Sharp, made fit for strangers' pictures; loaded with the first of them. */
export function decoder(): Promise<typeof Sharp> {
  return (loaded ??= load());
}
