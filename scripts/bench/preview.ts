/**
 * `npm run bench:preview`: how long the built application takes to show a file of 10 MB, and how much more memory it has
 * meanwhile. Nothing here passes or fails.
 */
import { randomFillSync } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import sharp, { type Sharp } from "sharp";
import { confirmed, onFile, type TestFile } from "@/lib/testing/files";
import { Market } from "@/lib/testing/market";
import { pdfSaying } from "@/lib/testing/pdf";
import { startServer, type TestServer } from "@/lib/testing/server";
import { quantile } from "./measure";
import { residentOf, watchPeak } from "./memory";

const SIZE = 10 * 2 ** 20;
const WARM_UPS = 3;
const ROUNDS = 20;
const REST_MS = 3_000;

/** A square of noise, which no format makes smaller. */
function noise(): Sharp {
  const channels = 3;
  const side = Math.floor(Math.sqrt(SIZE / channels)) - 10;
  const pixels = randomFillSync(new Uint8Array(side * side * channels));
  return sharp(pixels, { raw: { width: side, height: side, channels } });
}

const LINE = "Revenue grew and costs fell. ";

/** A page of words, and what else makes a PDF large: bytes that are not text. */
const largePdf = (): Uint8Array<ArrayBuffer> => pdfSaying(LINE, SIZE - 2_000);

/** The same with its table of objects in the wrong place, so that the reader has to go through all of it. */
function misplacedPdf(): Uint8Array<ArrayBuffer> {
  const pdf = largePdf();
  const small = Buffer.from(pdf.subarray(pdf.length - 1_000)).toString("latin1");
  const misplaced = small.replace(/startxref\n\d+/, "startxref\n9");
  return new Uint8Array(Buffer.concat([pdf.subarray(0, pdf.length - 1_000), Buffer.from(misplaced, "latin1")]));
}

async function files(): Promise<readonly (readonly [name: string, file: TestFile])[]> {
  const png = new Uint8Array(await noise().png({ compressionLevel: 1 }).toBuffer());
  const jpeg = new Uint8Array(await noise().jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer());
  const text = new Uint8Array(Buffer.alloc(SIZE, "Naïve text of a report, line by line.\n"));
  return [
    ["text", { bytes: text, content_type: "text/plain" }],
    ["PNG", { bytes: png.slice(0, SIZE), content_type: "image/png", filename: "noise.png" }],
    ["JPEG", { bytes: jpeg.slice(0, SIZE), content_type: "image/jpeg", filename: "noise.jpg" }],
    ["PDF", { bytes: largePdf(), content_type: "application/pdf", filename: "report.pdf" }],
    ["torn PDF", { bytes: misplacedPdf(), content_type: "application/pdf", filename: "torn.pdf" }],
  ];
}

async function measure(server: TestServer, name: string, size: number, show: () => Promise<number>): Promise<void> {
  for (let round = 0; round < WARM_UPS; round += 1) await show();
  await sleep(REST_MS);
  const before = residentOf(server.pid);
  const peakOf = watchPeak(server.pid);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await show());
  const [median, p95] = [quantile(times, 0.5), quantile(times, 0.95)].map((ms) => `${ms.toFixed(0)} ms`.padStart(7));
  const megabytes = (size / 2 ** 20).toFixed(1);
  console.log(
    `${name.padEnd(8)} ${megabytes} MB: median ${median}  p95 ${p95}  ${(peakOf() - before).toFixed(0)} MiB more`,
  );
}

const server = await startServer({ env: { VOXPACT_RATE_SCALE: "1000000" } });
const market = await Market.open(server);
try {
  const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  const worker = await market.trader({ onboarded: true });
  const id = await market.post(buyer, worker);
  for (const [name, file] of await files()) {
    const fileId = await confirmed(market, id, buyer, "input", file);
    await measure(server, name, file.bytes?.length ?? 0, async () => {
      const began = performance.now();
      const answer = await onFile(market, "GET", id, fileId, "/preview", worker);
      if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.json)}`);
      return performance.now() - began;
    });
  }
} finally {
  await market.close();
  await server.stop();
}
process.exit();
