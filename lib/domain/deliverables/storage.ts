import { orRefuse } from "@/lib/kernel/errors";

const RETRY_SECONDS = 5;

/** Asks the storage for something on behalf of a caller. Throws `storage_unavailable` while it gives no answer. */
export function stored<T>(work: Promise<T>): Promise<T> {
  return orRefuse(work, "storage_unavailable", RETRY_SECONDS);
}
