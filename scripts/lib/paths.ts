import fs from "node:fs";
import path from "node:path";
import { errorCode, errorMessage, Problem } from "./problem.ts";

/** The checkout. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

/** Where the embedded services keep their data: `VOXPACT_DATA_DIR`, or `.data` in the checkout. */
export function dataDirectory(): string {
  const configured = process.env.VOXPACT_DATA_DIR;
  return configured === undefined || configured === "" ? path.join(ROOT, ".data") : path.resolve(configured);
}

/** Makes the data directory and proves that it can be written. Throws `Problem` when it cannot. */
export function ensureWritable(directory: string): void {
  const probe = path.join(directory, `.write-${String(process.pid)}`);
  try {
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(probe, "");
    fs.rmSync(probe);
  } catch (error) {
    const reason = errorCode(error) ?? errorMessage(error);
    throw new Problem(`cannot write to ${directory} (${reason}): set VOXPACT_DATA_DIR to a folder you can write to`);
  }
}
