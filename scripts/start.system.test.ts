import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../lib/testing/server";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "./db/embedded";
import { scratchDirectory } from "./db/scratch";
import { ROOT } from "./lib/paths";
import { freePort } from "./lib/ports";

/** Runs `npm start`'s program to its end: for starts that are refused. */
function refusedStart(env: Readonly<Record<string, string>>): { readonly code: number | null; readonly said: string } {
  const { PATH = "", HOME = "" } = process.env;
  const result = spawnSync(process.execPath, ["scripts/start.ts"], {
    cwd: ROOT,
    env: { PATH, HOME, NODE_OPTIONS: "--disable-warning=ExperimentalWarning", ...env } as unknown as NodeJS.ProcessEnv,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { code: result.status, said: `${result.stdout}${result.stderr}`.trim() };
}

describe("a start that cannot succeed says why in one line, exits with 1 and leaves nothing behind", () => {
  it("the port is taken", async () => {
    const occupant = http.createServer();
    await new Promise<void>((resolve) => occupant.listen(0, "127.0.0.1", resolve));
    const address = occupant.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const dataDir = path.join(os.tmpdir(), `voxpact-never-${process.pid}`);
    try {
      const { code, said } = refusedStart({ PORT: String(port), VOXPACT_DATA_DIR: dataDir });
      expect(said).toBe(`voxpact: port ${port} is taken: stop what listens there, or set PORT to another one`);
      expect(code).toBe(1);
      expect(fs.existsSync(dataDir)).toBe(false);
    } finally {
      occupant.close();
    }
  });

  it("the data directory cannot be written", async () => {
    const file = path.join(os.tmpdir(), `voxpact-file-${process.pid}`);
    fs.writeFileSync(file, "");
    try {
      const { code, said } = refusedStart({ PORT: String(await freePort()), VOXPACT_DATA_DIR: file });
      expect(said).toMatch(/^voxpact: cannot write to .*: set VOXPACT_DATA_DIR to a folder you can write to$/);
      expect(code).toBe(1);
    } finally {
      fs.rmSync(file);
    }
  });

  it("variables are missing in production, all of which it names", async () => {
    const { code, said } = refusedStart({ NODE_ENV: "production", PORT: String(await freePort()) });
    expect(said.split("\n")).toHaveLength(1);
    for (const name of ["DATABASE_URL", "STRIPE_SECRET_KEY", "RESEND_API_KEY", "R2_BUCKET", "AUTH_SECRET"]) {
      expect(said).toContain(name);
    }
    expect(code).toBe(1);
  });

  it("the database is of a newer version", async () => {
    const dataDir = await scratchDirectory();
    try {
      const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
      const client = new pg.Client({ connectionString: postgres.url });
      await client.connect();
      await client.query(
        "create table _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz)",
      );
      await client.query("insert into _prisma_migrations values ('29991231000000_future', now(), null)");
      await client.end();
      await postgres.release();
      const { code, said } = refusedStart({ PORT: String(await freePort()), VOXPACT_DATA_DIR: dataDir });
      expect(said).toMatch(
        /^voxpact: this is a database of a newer version \(it has the migration 29991231000000_future/m,
      );
      expect(code).toBe(1);
    } finally {
      await destroyEmbeddedPostgres(dataDir);
    }
  });
});

describe("a running server", () => {
  let dataDir: string;
  let server: TestServer;

  beforeAll(async () => {
    dataDir = await scratchDirectory();
    server = await startServer({ dataDir });
  });
  afterAll(async () => {
    await server.stop();
    await destroyEmbeddedPostgres(dataDir);
  });

  it("stays below 350 MB at rest", async () => {
    await fetch(`${server.base}/`);
    await sleep(2_000);
    expect(residentMegabytes(server.pid)).toBeLessThan(350);
  });

  it("answers the next request on a connection whose last one had too large a body of unknown length", async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (const megabytes of [2, 6]) {
      const path = "/v1/agents/auth/token";
      expect(await chunked(`${server.base}${path}`, agent, megabytes)).toBe(413);
      expect(await chunked(`${server.base}${path}`, agent, 0)).toBe(422);
    }
    agent.destroy();
  });

  it("finishes a request that is under way when it is told to stop, and ends within ten seconds", async () => {
    // The answer needs the whole body, which comes only after the signal: the request is in flight all along.
    const late = slowPost(`${server.base}/v1/agents/auth/token`, 1_500);
    await sleep(500);
    const started = performance.now();
    const code = await server.stop();
    expect((await late).status).toBe(401);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(code).toBe(0);
    server = await startServer({ dataDir, port: server.port });
  });

  it("comes back within five seconds after SIGKILL, joining the PostgreSQL it left", async () => {
    await server.kill();
    const started = performance.now();
    server = await startServer({ dataDir, port: server.port });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect((await fetch(`${server.base}/sandbox/clock`)).status).toBe(200);
  });
});

function residentMegabytes(pid: number): number {
  const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
}

/** Sends the head of a request at once and its body later. */
function slowPost(url: string, delayMs: number): Promise<{ readonly status: number }> {
  const body = JSON.stringify({ api_key: `vxp_live_${"0".repeat(43)}` });
  return new Promise((resolve, reject) => {
    const request = http.request(url, {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
    });
    request.once("response", (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    request.once("error", reject);
    request.flushHeaders();
    setTimeout(() => request.end(body), delayMs);
  });
}

/** POSTs so many megabytes of blanks, then `{}`, without saying how much it will be. */
function chunked(url: string, agent: http.Agent, megabytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    const request = http.request(url, { method: "POST", agent, headers, timeout: 10_000 });
    request.once("response", (response) => {
      response.resume().once("end", () => resolve(response.statusCode ?? 0));
    });
    request.once("timeout", () => request.destroy(new Error("no answer")));
    request.once("error", reject);
    for (let count = 0; count < megabytes; count += 1) request.write(Buffer.alloc(1_000_000, " "));
    request.end("{}");
  });
}
