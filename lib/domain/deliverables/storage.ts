import { Refusal } from "@/lib/kernel/errors";
import { ProviderUnavailable } from "@/lib/ports/payments";

const RETRY_SECONDS = 5;

/** Asks the storage for something on behalf of a caller. Throws `storage_unavailable` while it gives no answer. */
export async function stored<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error;
    throw new Refusal("storage_unavailable", { retryAfterSeconds: RETRY_SECONDS, cause: error });
  }
}
