import http from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FetchHandler } from "./handler";

export interface Loopback {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 65_000;

/**
 * Serves stand-ins under path prefixes on a free port of 127.0.0.1, for SDKs that take a base URL but no `fetch`. The
 * handler sees the URL as it was called. A handler that rejects has its connection dropped without an answer, as a
 * network failure would. The server does not keep the process alive.
 */
export async function startLoopback(routes: Readonly<Record<string, FetchHandler>>): Promise<Loopback> {
  const server = http.createServer((incoming, outgoing) => {
    // Whatever goes wrong here is the network going wrong for the SDK at the other end.
    serve(routes, incoming, outgoing).catch(() => outgoing.destroy());
  });
  // Longer than any client keeps a connection for its next call: one closed under its hands looks like a failed call.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the loopback server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  routes: Readonly<Record<string, FetchHandler>>,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
): Promise<void> {
  incoming.socket.unref();
  const url = incoming.url ?? "/";
  const path = url.replace(/\?.*$/, "");
  const handler = Object.entries(routes).find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
  if (handler === undefined) {
    outgoing.writeHead(404).end();
    return;
  }
  const disconnected = new AbortController();
  outgoing.once("close", () => disconnected.abort());
  const origin = `http://${incoming.headers.host ?? "127.0.0.1"}`;
  const response = await handler(toRequest(incoming, `${origin}${url}`, disconnected.signal));
  // What is left of a body that nobody read must not be taken for the connection's next request.
  if (!incoming.complete) outgoing.setHeader("connection", "close");
  await send(response, outgoing);
}

function toRequest(incoming: http.IncomingMessage, url: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "");
  }
  const method = incoming.method ?? "GET";
  const bare = method === "GET" || method === "HEAD";
  // `duplex` is what fetch demands of a streaming body; lib.dom does not know it.
  const init: RequestInit & { duplex: "half" } = { method, headers, signal, duplex: "half" };
  if (!bare) init.body = Readable.toWeb(incoming) as ReadableStream<Uint8Array<ArrayBuffer>>;
  return new Request(url, init);
}

async function send(response: Response, outgoing: http.ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat());
  if (response.body === null) outgoing.end();
  else await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}
