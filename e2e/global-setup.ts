import { startServer } from "../lib/testing/server";

/** One server for all journeys. What is put into the environment here reaches the tests' processes. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const server = await startServer({ seed: true });
  process.env.VOXPACT_E2E_BASE = server.base;
  return async () => {
    await server.stop();
  };
}
