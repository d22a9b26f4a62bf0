import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Database, Row, Sql } from "../ports/sql";
import { PrismaClient } from "./prisma/client";

/** `int8` and `numeric` as numbers: every such column of ours stays far below 2^53. */
const NUMBERS: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
const types = new pg.TypeOverrides();
for (const oid of NUMBERS) types.setTypeParser(oid, Number);

/** One pool for SQL, which is how nearly everything is read and written, and for Prisma's client. */
export interface AppDatabase extends Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

function over(client: pg.Pool | pg.PoolClient): Sql {
  return {
    async query<R extends object = Row>(text: string, params: readonly unknown[] = [], name?: string): Promise<R[]> {
      const result = await client.query<R & pg.QueryResultRow>({
        text,
        values: [...params],
        types,
        ...(name === undefined ? {} : { name }),
      });
      return result.rows;
    },
  };
}

async function inTransaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const value = await work(over(client));
    await client.query("COMMIT");
    client.release();
    return value;
  } catch (error) {
    // A connection that cannot even roll back is thrown away, not handed to the next caller.
    await client.query("ROLLBACK").then(
      () => client.release(),
      (broken: unknown) => client.release(broken instanceof Error ? broken : true),
    );
    throw error;
  }
}

/**
 * Opens a pool on the database; nothing is connected before the first query. `max`: connections, 20 unless given. `onError`
 * hears of connections that were lost, which the pool replaces by itself.
 */
export function createDatabase(
  url: string,
  options: { readonly max?: number; readonly onError?: (error: Error) => void } = {},
): AppDatabase {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 20, application_name: "voxpact" });
  // An idle connection may be cut by a restart of the server; the pool replaces it, the process must not die of it.
  pool.on("error", (error) => options.onError?.(error));
  // The same for a connection in use: its query fails, which is where the error belongs.
  pool.on("connect", (client) => client.on("error", (error) => options.onError?.(error)));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  return {
    ...over(pool),
    transaction: (work) => inTransaction(pool, work),
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
