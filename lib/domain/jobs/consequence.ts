import type { Refusal } from "@/lib/kernel/errors";
import type { Change } from "@/lib/platform/transact";
import type { Operation } from "../escrow";
import type { JobFacts } from "./types";

/** What an answer of Stripe leads to: written together with the answer, or not at all. */
export interface Consequence {
  readonly change: Change;
  readonly job: JobFacts;
  /** The operation that follows, already in `change`. */
  readonly next?: Operation;
  /** What the waiting caller is told; the change is committed all the same. */
  readonly refusal?: Refusal;
}
