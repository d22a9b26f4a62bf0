/** A row as PostgreSQL's driver gives it: timestamps are `Date`, `int8` is a number, `jsonb` is parsed. */
export type Row = Readonly<Record<string, unknown>>;

/** The database as adapters and stores see it. Every statement is parameterised; `name` makes it a prepared one. */
export interface Sql {
  query<R extends object = Row>(text: string, params?: readonly unknown[], name?: string): Promise<R[]>;
}

export interface Database extends Sql {
  /** Runs `work` in one transaction, rolled back when it throws. Nothing outside the database is called inside it. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}
