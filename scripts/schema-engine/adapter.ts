import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlQueryable,
} from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { execute } from "./database-commands.ts";
import { inDatabase } from "./datasource.ts";

/** PostgreSQL's internal one-byte type `"char"`, which its catalogue is full of. */
const OID_INTERNAL_CHAR = 18;
const OID_TEXT = 25;

/** How adapter-pg reaches the driver; not public, so this is checked against the pinned version by the drift check. */
interface DriverAccess {
  performIO(query: SqlQuery): Promise<pg.QueryArrayResult>;
  onError(error: unknown): never;
}

type PrismaPgAdapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** adapter-pg is written for an application's queries; this makes it fit for the schema engine's. */
export function migrationAdapter(
  url: string,
  schema: string | null,
  shadowUrl: string | null,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => open(url, schema),
    connectToShadowDb: () => (shadowUrl === null ? openNewShadow(url, schema) : open(shadowUrl, schema)),
  };
}

async function open(url: string, schema: string | null): Promise<SqlDriverAdapter> {
  const options = schema === null ? {} : { schema };
  const adapter = await new PrismaPg({ connectionString: url, max: 1 }, options).connect();
  readInternalChars(adapter);
  sendScriptsWhole(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => {
    const transaction = await startTransaction(level);
    readInternalChars(transaction);
    return transaction;
  };
  return adapter;
}

/** adapter-pg drops the shadow database while its own pool still holds it; here the pool goes first. */
async function openNewShadow(url: string, schema: string | null): Promise<SqlDriverAdapter> {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await execute(url, `create database "${name}"`);
  const adapter = await open(inDatabase(url, name), schema);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await execute(url, `drop database if exists "${name}" with (force)`);
  };
  return adapter;
}

/** adapter-pg refuses columns of the type `"char"`. The engine reads one connection at a time, so one note is enough. */
function readInternalChars(queryable: SqlQueryable): void {
  const driver = queryable as unknown as DriverAccess;
  const performIO = driver.performIO.bind(driver);
  const queryRaw = queryable.queryRaw.bind(queryable);
  let chars: readonly boolean[] = [];
  driver.performIO = async (query) => {
    const result = await performIO(query);
    chars = result.fields.map((field) => field.dataTypeID === OID_INTERNAL_CHAR);
    for (const field of result.fields) if (field.dataTypeID === OID_INTERNAL_CHAR) field.dataTypeID = OID_TEXT;
    return result;
  };
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type, index) =>
      chars[index] === true ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
}

/** adapter-pg cuts a script at every semicolon, also those inside a function's body. */
function sendScriptsWhole(adapter: PrismaPgAdapter): void {
  const driver = adapter as unknown as DriverAccess;
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      driver.onError(error);
    }
  };
}
