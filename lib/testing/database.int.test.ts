import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "./database";

describe("a test's database", () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([testDatabase(), testDatabase()]);
  });
  afterAll(async () => {
    await Promise.all([first.close(), second.close()]);
  });

  it("is migrated, with the queue's tables", async () => {
    const rows = await first.db.query<{ schema: string }>(
      "select table_schema as schema from information_schema.tables where table_name in ('owners', 'migrations')",
    );
    expect(rows.map((row) => row.schema).sort()).toEqual(["graphile_worker", "public"]);
  });

  it("is nobody else's", async () => {
    await first.db.query("create table mine (id int)");
    await expect(second.db.query("select * from mine")).rejects.toThrow(/does not exist/);
  });

  it("undoes a transaction that throws", async () => {
    await first.db.query("create table kept (id int)");
    const failing = first.db.transaction(async (sql) => {
      await sql.query("insert into kept values (1)");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await first.db.query("select * from kept")).toEqual([]);
  });
});
