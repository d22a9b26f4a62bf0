/** One line of stderr in the form Prisma's CLI reads. */
export function log(level: "INFO" | "ERROR", message: string, extra: Readonly<Record<string, string>> = {}): void {
  const line = {
    timestamp: new Date().toISOString(),
    level,
    fields: { message, ...extra },
    target: "schema_engine::logger",
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
