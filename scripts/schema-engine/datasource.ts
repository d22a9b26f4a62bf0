export interface Datasource {
  /** Without the parameters that only Prisma understands; null when Prisma named no database. */
  readonly url: string | null;
  readonly database: string;
  readonly schema: string | null;
  readonly shadowUrl: string | null;
}

const PRISMA_PARAMETERS = ["schema", "connection_limit", "pool_timeout", "pgbouncer", "connect_timeout"];

export function parseDatasource(json: string | null): Datasource {
  const given = json === null ? {} : (JSON.parse(json) as { url?: string; shadowDatabaseUrl?: string });
  if (given.url === undefined) return { url: null, database: "", schema: null, shadowUrl: null };
  const url = new URL(given.url);
  const schema = url.searchParams.get("schema");
  return {
    url: withoutPrismaParameters(url),
    database: decodeURIComponent(url.pathname.slice(1)),
    schema,
    shadowUrl: given.shadowDatabaseUrl === undefined ? null : withoutPrismaParameters(new URL(given.shadowDatabaseUrl)),
  };
}

/** The same server, another database. */
export function inDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

function withoutPrismaParameters(url: URL): string {
  const plain = new URL(url);
  for (const name of PRISMA_PARAMETERS) plain.searchParams.delete(name);
  return plain.href;
}
