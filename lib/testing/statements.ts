import pg from "pg";

/** One statement as it went to the database. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name: string | null;
}

interface QueryConfig {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
}

function statementOf(query: unknown, values: unknown): Statement | null {
  if (typeof query === "string") return { text: query, values: Array.isArray(values) ? values : [], name: null };
  if (typeof query !== "object" || query === null || !("text" in query)) return null;
  const { text, values: own, name } = query as QueryConfig;
  return { text, values: own ?? (Array.isArray(values) ? values : []), name: name ?? null };
}

/**
 * Writes down every statement that any connection of this process sends, whoever asks for it: plain SQL, Prisma and the
 * queue alike. Stop it when done.
 */
export function recordStatements(): { readonly taken: Statement[]; readonly stop: () => void } {
  const taken: Statement[] = [];
  const original = Object.getOwnPropertyDescriptor(pg.Client.prototype, "query");
  if (original === undefined) throw new Error("pg's client has no query method of its own");
  const send = original.value as (...args: unknown[]) => unknown;
  Object.defineProperty(pg.Client.prototype, "query", {
    ...original,
    value(this: pg.Client, ...args: unknown[]): unknown {
      const statement = statementOf(args[0], args[1]);
      if (statement !== null) taken.push(statement);
      return send.apply(this, args);
    },
  });
  return { taken, stop: () => void Object.defineProperty(pg.Client.prototype, "query", original) };
}
