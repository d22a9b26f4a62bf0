import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { run } from "../lib/run";
import { migrate } from "./migrate";

let url: string;
let client: pg.Client;

/** An empty database, unlike `testDatabase`, which is migrated. */
beforeEach(async () => {
  const { adminUrl } = inject("postgres");
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
});

describe("migrating a database", () => {
  it("applies every migration once, also when two processes start at once", async () => {
    const [first, second] = await Promise.all([migrate(url), migrate(url)]);
    expect(first.length + second.length).toBeGreaterThan(0);
    expect(Math.min(first.length, second.length)).toBe(0);
    expect(await migrate(url)).toEqual([]);
  });

  it("leaves the database as Prisma's own tool would", async () => {
    await migrate(url);
    const { code, output } = await run("prisma", ["migrate", "deploy"], { env: { DATABASE_URL: url } });
    expect(output).toContain("No pending migrations to apply");
    expect(code).toBe(0);
  });

  it("refuses a database that has a migration of a newer version", async () => {
    await migrate(url);
    await client.query(
      "insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', '', '29991231000000_future', now())",
    );
    await expect(migrate(url)).rejects.toThrow(/database of a newer version .*29991231000000_future/);
  });

  it("says when no server answers", async () => {
    await expect(migrate("postgresql://nobody@127.0.0.1:1/none")).rejects.toThrow(/cannot connect to the database/);
  });
});
