import { startServer } from "../lib/testing/server";

/** One server for all journeys. What is put into the environment here reaches the tests' processes. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const server = await startServer({ seed: true });
  // As the server calls itself: whom Stripe's pages send back there is still logged in.
  process.env.VOXPACT_E2E_BASE = `http://localhost:${server.port}`;
  return async () => {
    await server.stop();
  };
}
