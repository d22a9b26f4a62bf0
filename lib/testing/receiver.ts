import { createServer, type IncomingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** One webhook as it arrived. */
export interface Hit {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body, byte for byte: what the signature covers. */
  readonly raw: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Receiver {
  /** A webhook URL; each path is a mailbox of its own. */
  readonly url: (path: string) => string;
  readonly hits: (path: string, event?: string) => readonly Hit[];
  /** The first hit that fits, waiting for it if need be. Throws after `timeoutMs`. */
  readonly waitFor: (path: string, event: string, fits?: (hit: Hit) => boolean, timeoutMs?: number) => Promise<Hit>;
  /** Makes a path answer with this status from now on. */
  readonly answer: (path: string, status: number) => void;
  readonly close: () => Promise<void>;
}

const POLL_MS = 25;
const PATIENCE_MS = 10_000;
const NO_CONTENT = 204;
/** Longer than any test: a connection closed under the sender's hands would look like a failed delivery. */
const KEEP_ALIVE_MS = 600_000;

/** An HTTP server on loopback that keeps what webhooks bring. */
export async function startReceiver(): Promise<Receiver> {
  const hits: Hit[] = [];
  const answers = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = (request.url ?? "/").slice(1);
      const raw = Buffer.concat(chunks).toString("utf8");
      hits.push({ path, headers: request.headers, raw, body: JSON.parse(raw) as Record<string, unknown> });
      response.writeHead(answers.get(path) ?? NO_CONTENT).end();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;

  const select = (path: string, event?: string): readonly Hit[] =>
    hits.filter((hit) => hit.path === path && (event === undefined || hit.body.event === event));
  return {
    url: (path) => `http://127.0.0.1:${port}/${path}`,
    hits: select,
    answer: (path, status) => void answers.set(path, status),
    async waitFor(path, event, fits = () => true, timeoutMs = PATIENCE_MS) {
      for (const deadline = performance.now() + timeoutMs; ; await sleep(POLL_MS)) {
        const found = select(path, event).find(fits);
        if (found) return found;
        if (performance.now() > deadline) {
          const arrived = select(path).map((hit) => String(hit.body.event));
          throw new Error(`no ${event} reached ${path} in ${timeoutMs} ms; what did: ${arrived.join(", ")}`);
        }
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
