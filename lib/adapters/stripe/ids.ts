/** The id in a field that Stripe may have expanded. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}

/** The object in such a field, where the call asked for it. */
export function expanded<T extends object>(reference: string | T | null | undefined): T | null {
  return typeof reference === "object" ? reference : null;
}

/** Metadata by which an operation is found again after Stripe has forgotten its key (decisions 6). */
export const OPERATION_ID = "operation_id";
/** The same for the capture, whose intent carries the hold's operation already. */
export const CAPTURE_OPERATION_ID = "capture_operation_id";
export const JOB_ID = "job_id";
export const OWNER_ID = "owner_id";
