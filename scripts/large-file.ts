/**
 * Takes a deliverable of 1 GB up and down the sandbox's object store, through a real server, and prints how long that took and how
 * much memory the server had. `npm run large-file [-- --megabytes N]`; 1 where the bytes differ or the server went over its limit.
 */
import { createHash, type Hash } from "node:crypto";
import { parseArgs } from "node:util";
import { Market } from "../lib/testing/market";
import { startServer } from "../lib/testing/server";
import { watchPeak } from "./bench/memory.ts";
import { Problem, runMain } from "./lib/problem.ts";

const MEGABYTE = 1 << 20;
const LARGEST_MB = 1_024;
/** Of the application's own process; PostgreSQL is not counted. */
const LIMIT_MIB = 400;

/** One megabyte that differs from every other, so that parts in the wrong order are seen. */
function part(number: number): Uint8Array {
  const bytes = new Uint8Array(MEGABYTE);
  for (let at = 0; at < MEGABYTE; at += 4) bytes[at] = (number * 31 + at) & 0xff;
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

function upload(megabytes: number, hash: Hash): ReadableStream<Uint8Array> {
  let number = 0;
  return new ReadableStream({
    pull(controller) {
      if (number === megabytes) return controller.close();
      const bytes = part(number++);
      hash.update(bytes);
      controller.enqueue(bytes);
    },
  });
}

async function put(url: string, megabytes: number): Promise<string> {
  const hash = createHash("sha256");
  const headers = { "content-type": "application/octet-stream", "content-length": String(megabytes * MEGABYTE) };
  const init: RequestInit & { duplex: "half" } = {
    method: "PUT",
    headers,
    body: upload(megabytes, hash),
    duplex: "half",
  };
  const answer = await fetch(url, init);
  if (answer.status !== 200) throw new Problem(`PUT: ${answer.status} ${await answer.text()}`);
  return hash.digest("hex");
}

async function get(url: string): Promise<string> {
  const answer = await fetch(url);
  if (answer.status !== 200 || answer.body === null) throw new Problem(`GET: ${answer.status}`);
  const hash = createHash("sha256");
  const reader = answer.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) hash.update(read.value);
  return hash.digest("hex");
}

async function timed<T>(what: string, megabytes: number, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const value = await work();
  const seconds = (performance.now() - start) / 1_000;
  console.log(`${what}: ${seconds.toFixed(1)} s, ${(megabytes / seconds).toFixed(0)} MB/s`);
  return value;
}

async function carry(market: Market, megabytes: number): Promise<void> {
  const buyer = await market.trader({ card: "pm_card_visa", capabilities: [] });
  const worker = await market.trader({ onboarded: true });
  const id = await market.accepted(buyer, worker);
  const body = {
    purpose: "deliverable",
    filename: "large.bin",
    content_type: "application/octet-stream",
    file_size_bytes: megabytes * MEGABYTE,
  };
  const ticket = await market.call("POST", `/v1/jobs/${id}/files/upload-url`, { token: worker.token, body });
  const file = String(ticket.data.file_id);
  const sent = await timed("up", megabytes, () => put(String(ticket.data.upload_url), megabytes));
  const confirmed = await timed("confirm", megabytes, () =>
    market.call("POST", `/v1/jobs/${id}/files/${file}/confirm`, { token: worker.token, body: {} }),
  );
  if (confirmed.status !== 200) throw new Problem(`confirm: ${JSON.stringify(confirmed.json)}`);
  const download = await market.call("GET", `/v1/jobs/${id}/files/${file}/download-url`, { token: worker.token });
  const received = await timed("down", megabytes, () => get(String(download.data.download_url)));
  if (received !== sent) throw new Problem("what came down is not what went up");
}

await runMain(async () => {
  const { values } = parseArgs({ options: { megabytes: { type: "string", default: String(LARGEST_MB) } } });
  const megabytes = Number(values.megabytes);
  if (!Number.isInteger(megabytes) || megabytes < 1 || megabytes > LARGEST_MB)
    throw new Problem(`--megabytes is "${values.megabytes}"; it takes a whole number from 1 to ${LARGEST_MB}`);
  const server = await startServer();
  const peakOf = watchPeak(server.pid);
  const market = await Market.open(server);
  try {
    await carry(market, megabytes);
  } finally {
    await market.close();
    const peak = peakOf();
    await server.stop();
    console.log(`memory: ${peak.toFixed(0)} MiB at most in one process, ${LIMIT_MIB} are allowed`);
    if (peak > LIMIT_MIB) process.exitCode = 1;
  }
});
