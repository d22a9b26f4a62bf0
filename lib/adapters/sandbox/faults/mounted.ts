import type { FetchHandler } from "../loopback";

/**
 * A stand-in as a route handler, which cannot drop a connection: a network failure becomes 503. What else it throws is
 * a bug and passes.
 */
export function mounted(handler: FetchHandler): FetchHandler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      const failedToFetch = error instanceof TypeError && error.message === "fetch failed";
      if (!failedToFetch && !request.signal.aborted) throw error;
      return new Response("The sandbox makes this service fail.\n", { status: 503 });
    }
  };
}
