import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../lib/testing/server";
import { destroyEmbeddedPostgres, openEmbeddedPostgres } from "./db/embedded";
import { scratchDirectory } from "./db/scratch";

const UPLOADTHING = { apiKey: "sk_live_none", appId: "none", regions: ["sea1"] };

/** What production asks for; nothing here is a key of anybody's. */
const KEYS = Object.fromEntries(
  [
    "STRIPE_SECRET_KEY",
    "NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "RESEND_API_KEY",
    "EMAIL_FROM",
    "R2_ACCOUNT_ID",
    "R2_ACCESS_KEY_ID",
    "R2_SECRET_ACCESS_KEY",
    "R2_BUCKET",
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "AUTH_SECRET",
    "CRON_SECRET",
  ].map((name) => [name, `none-${name.toLowerCase()}-0123456789abcdef0123456789abcdef`]),
);
const OWNER = "real.owner@secret.example";
const PAGES = ["/sandbox", "/sandbox/login", "/sandbox/mail", "/sandbox/mail/preview"];
const HANDLERS = ["/sandbox/clock", "/sandbox/faults", "/sandbox/mailbox"];

describe("a server in production", () => {
  let dataDir: string;
  let server: TestServer;
  let release: () => Promise<void>;

  beforeAll(async () => {
    dataDir = await scratchDirectory();
    const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
    release = () => postgres.release();
    server = await startServer({
      dataDir,
      env: {
        ...KEYS,
        UPLOADTHING_TOKEN: Buffer.from(JSON.stringify(UPLOADTHING)).toString("base64"),
        NODE_ENV: "production",
        APP_URL: "https://voxpact.example",
        DATABASE_URL: postgres.url,
        VOXPACT_WORKER: "off",
      },
    });
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query("INSERT INTO owners (id, email, created_at) VALUES (uuidv7(), $1, now())", [OWNER]);
    await client.end();
  });
  afterAll(async () => {
    await server.stop();
    await release();
    await destroyEmbeddedPostgres(dataDir);
  });

  it.each(PAGES)("has no %s, and says nothing of anybody in its 404", async (path) => {
    const response = await fetch(`${server.base}${path}`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain(OWNER);
  });

  it.each(HANDLERS)("has no %s", async (path) => {
    expect((await fetch(`${server.base}${path}`)).status).toBe(404);
  });
});
