import { createInterface } from "node:readline";
import { errorCode, errorMessage } from "../lib/problem.ts";
import type { Datasource } from "./datasource.ts";
import { createEngine, type Engine, panicMessage } from "./engine.ts";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

/** The engine's methods that answer under their own name. */
const METHODS = [
  "applyMigrations",
  "createMigration",
  "dbExecute",
  "devDiagnostic",
  "diagnoseMigrationHistory",
  "diff",
  "ensureConnectionValidity",
  "evaluateDataLoss",
  "introspect",
  "markMigrationApplied",
  "markMigrationRolledBack",
  "reset",
  "schemaPush",
] as const;
type EngineMethod = (typeof METHODS)[number];

const ENGINE_ERROR = 4466;
/** Numbers of our own messages to the CLI, out of the way of its requests'. */
const PRINT_ID_BASE = 900_000;

/** Answers Prisma's CLI, one request after the other, until it closes our stdin. */
export async function serve(datasource: Datasource, datamodelFiles: readonly string[]): Promise<void> {
  let engine: Promise<Engine> | null = null;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const request = parseRequest(line);
    if (request === null) continue;
    engine ??= createEngine(datasource, datamodelFiles);
    await answer(request, engine, datasource);
  }
  process.exit(0);
}

function parseRequest(line: string): Request | null {
  try {
    const message = JSON.parse(line) as Partial<Request>;
    if (typeof message.method !== "string" || typeof message.id !== "number") return null;
    return { id: message.id, method: message.method, params: message.params ?? null };
  } catch {
    return null;
  }
}

async function answer(request: Request, starting: Promise<Engine>, datasource: Datasource): Promise<void> {
  try {
    const engine = await starting;
    send({ id: request.id, result: await call(request, engine, datasource) });
  } catch (error) {
    const errors = await starting.then(
      (engine) => engine.errors,
      () => null,
    );
    const message = "An error happened. Check the data field for details.";
    send({ id: request.id, error: { code: ENGINE_ERROR, message, data: describe(error, errors) } });
  }
}

async function call(request: Request, engine: Engine, datasource: Datasource): Promise<unknown> {
  if (request.method === "getDatabaseVersion") return engine.schema.version();
  if (request.method === "createDatabase") return { databaseName: datasource.database };
  const method = METHODS.find((known) => known === request.method);
  if (method === undefined) throw new Error(`Prisma's WebAssembly schema engine does not know ${request.method}`);
  const result = await invoke(engine, method, request.params);
  return method === "diff" ? printDiff(request.id, result) : (result ?? {});
}

function invoke(engine: Engine, method: EngineMethod, params: unknown): Promise<unknown> {
  const schema = engine.schema as unknown as Readonly<Record<EngineMethod, (params: unknown) => Promise<unknown>>>;
  return schema[method](params);
}

/** The native engine prints a diff by a message of its own; the WebAssembly one returns it. */
function printDiff(id: number, result: unknown): { exitCode: number } {
  const diff = result as { stdout?: string; exitCode: number };
  if (diff.stdout)
    send({ id: PRINT_ID_BASE + id, method: "print", params: { content: diff.stdout.replace(/\n$/, "") } });
  return { exitCode: diff.exitCode };
}

function describe(error: unknown, errors: Engine["errors"] | null): object {
  const message = errorMessage(error);
  const code = errorCode(error);
  if (code !== null) {
    const meta = typeof error === "object" && error !== null && "meta" in error ? error.meta : {};
    return { error_code: code, message, is_panic: false, meta };
  }
  const thrown = errors?.consumeError(Number(/\d+/.exec(message)?.[0]));
  return { message: panicMessage() || (thrown ? errorMessage(thrown.error) : message), is_panic: false };
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
