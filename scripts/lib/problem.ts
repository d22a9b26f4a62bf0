/** Something the person at the keyboard can put right. Its message is one complete line; no stack is shown. */
export class Problem extends Error {
  override readonly name = "Problem";
}

/** Runs a command's `main` and ends the process with 1 and one line when it fails for a reason a person can mend. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (error instanceof Problem || isSystemError(error)) console.error(`voxpact: ${error.message}`);
    else console.error(error);
    process.exitCode = 1;
  }
}

/** A refusal of the operating system (no space, no permission): its message says all there is to say. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** The code of a system error (`EACCES`, `EADDRINUSE`) or of a PostgreSQL error (`42P01`), if it has one. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

export function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(errorMessage).join("; ");
  return error instanceof Error ? error.message : String(error);
}
