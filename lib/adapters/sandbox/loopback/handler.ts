/** A stand-in's whole interface: a service's HTTP API as a function. */
export type FetchHandler = (request: Request) => Promise<Response>;

/**
 * A `fetch` for SDKs that take one: the stand-in is called without a socket in between. As with the real `fetch`, an
 * aborted signal rejects at once, also when the stand-in does not look at it.
 */
export function asFetch(handler: FetchHandler): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    // The network layer would add it; a stand-in that is strict about lengths must see it too.
    const length = knownLength(init?.body);
    if (length !== null) request.headers.set("content-length", String(length));
    const signal = init?.signal ?? request.signal;
    signal.throwIfAborted();
    const finished = new AbortController();
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: finished.signal });
    });
    try {
      return await Promise.race([handler(request), aborted]);
    } finally {
      finished.abort();
    }
  };
}

function knownLength(body: BodyInit | null | undefined): number | null {
  if (typeof body === "string") return Buffer.byteLength(body);
  return body instanceof ArrayBuffer || ArrayBuffer.isView(body) ? body.byteLength : null;
}
