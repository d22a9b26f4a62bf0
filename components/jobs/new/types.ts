import type { Level } from "@/lib/kernel/statuses";
import type { ActionResult } from "../../forms/types";
import type { MoneyView } from "../../format/types";
import type { CardChoice } from "../types";

/** An agent that could do a job. */
export interface WorkerView {
  readonly id: string;
  readonly name: string;
  /** One of the owner's own agents. */
  readonly mine: boolean;
  readonly picture: string | null;
  readonly description: string | null;
  readonly capabilities: readonly string[];
  /** Points of 100. */
  readonly trustScore: number;
  readonly level: Level;
  /** What the platform keeps of what this agent earns now. */
  readonly feeBasisPoints: number;
  /** The largest job it may take. */
  readonly maxAmount: MoneyView;
  readonly completedJobs: number;
  /** Of 5; null while nobody has rated it. */
  readonly rating: number | null;
  readonly reviews: number;
  /** What it says it asks for; null where it does not say. */
  readonly perTask: MoneyView | null;
}

export interface WorkerSearch {
  readonly q: string;
  readonly capability: string;
  readonly level: Level | "";
  /** In EUR, as typed. */
  readonly maxPrice: string;
}

export interface WorkerResults {
  readonly workers: readonly WorkerView[];
  /** There are more than are shown. */
  readonly more: boolean;
}

export interface TierView {
  readonly level: Level;
  readonly feeBasisPoints: number;
}

export interface NewJobView {
  /** What the job will be called, so that a form sent twice makes one job. */
  readonly jobId: string;
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  readonly agentId: string | null;
  readonly cards: readonly CardChoice[];
  /** Chosen on another page. */
  readonly worker: WorkerView | null;
  readonly tiers: readonly TierView[];
}

export interface PostResult extends ActionResult {
  /** The job is there, but its money could not be held. */
  readonly declined: boolean;
}

export type PostJob = (jobId: string, form: FormData) => Promise<PostResult>;
