import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory, type ErrorRegistry } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { migrationAdapter } from "./adapter.ts";
import type { Datasource } from "./datasource.ts";

export interface Engine {
  readonly schema: bindings.SchemaEngine;
  /** What the adapter threw, by the number that the engine repeats in its own error. */
  readonly errors: ErrorRegistry;
}

interface PanicRegistry {
  message: string;
  set_message(message: string): void;
}

const panic: PanicRegistry = {
  message: "",
  set_message(message) {
    this.message = message;
  },
};

/** What the engine last said when it broke down; empty when it has not. */
export function panicMessage(): string {
  return panic.message;
}

/** A connection string nobody answers at: `migrate diff` between files needs an adapter, but no database. */
const NO_DATABASE = "postgresql://none@127.0.0.1:1/none";

export async function createEngine(datasource: Datasource, datamodelFiles: readonly string[]): Promise<Engine> {
  instantiate();
  const factory = migrationAdapter(datasource.url ?? NO_DATABASE, datasource.schema, datasource.shadowUrl);
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  const datamodels = datamodelFiles.map((file): [string, string] => [file, readFileSync(file, "utf8")]);
  const toStderr = (message: string): void => {
    process.stderr.write(`${message}\n`);
  };
  const schema = await bindings.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    toStderr,
    bound,
  );
  return { schema, errors: bound.errorRegistry };
}

/** The package expects a bundler that can import .wasm files; this is what such a bundler would do. */
function instantiate(): void {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panic });
  const file = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const imports = { "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), imports);
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") (start as () => void)();
}
