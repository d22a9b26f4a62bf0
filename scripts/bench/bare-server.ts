/**
 * The least a server can do: node:http, the statements of a trade, and an answer of the same size. A process of its own, started
 * by the bench with the database's URL and the file of recordings; says its port on standard output.
 */
import { readFileSync } from "node:fs";
import http from "node:http";
import pg from "pg";
import { freshIds, replayStep, type Recording } from "./recording";

const [url = "", file = "", connections = "20"] = process.argv.slice(2);
const recordings = JSON.parse(readFileSync(file, "utf8")) as readonly Recording[];
const pool = new pg.Pool({ connectionString: url, max: Number(connections) });
/** The ids of the trade that each lane is in. */
const current = new Map<number, readonly string[]>();

async function answer(request: http.IncomingMessage, body: string): Promise<string> {
  JSON.parse(body);
  const [, lane = 0, at = 0] = (request.url ?? "").split("/").map(Number);
  const recording = recordings[lane];
  const step = recording?.steps[at];
  if (recording === undefined || step === undefined) throw new Error(`no such step: ${request.url ?? ""}`);
  const fresh = at === 0 ? freshIds(recording) : (current.get(lane) ?? []);
  if (at === 0) current.set(lane, fresh);
  await replayStep(pool, step, fresh);
  return step.answer;
}

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    answer(request, Buffer.concat(chunks).toString()).then(
      (text) => response.writeHead(200, { "content-type": "application/json" }).end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(`port ${address.port}`);
});
