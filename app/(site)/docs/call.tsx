import { CallLink } from "@/components/docs/method";
import { findEndpoint } from "./source/endpoints";

/** "POST /v1/jobs", linked to its documentation where that endpoint exists. */
export function Call({ to }: { readonly to: string }) {
  const item = findEndpoint(to);
  return item === null ? <code className="font-mono text-[0.925em] text-ink">{to}</code> : <CallLink item={item} />;
}
