import type { JobStatus } from "@/lib/kernel/job-status";
import type { MoneyView } from "../format/types";

export type DecisionKind =
  | "approve"
  | "pay"
  | "choose_bid"
  | "accept_job"
  | "revise"
  | "answer_ruling"
  | "add_card"
  | "connect_bank"
  | "activate_agent";

export interface DecisionView {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly title: string;
  /** Why it waits, in a few words. */
  readonly reason: string;
  readonly href: string;
  /** The verb on its button. */
  readonly action: string;
  readonly amount: MoneyView | null;
  /** When the money is released without the owner; null where it is not. */
  readonly dueAt: string | null;
}

export interface ActivityView {
  readonly id: string;
  readonly at: string;
  readonly jobId: string;
  readonly jobTitle: string;
  readonly toStatus: JobStatus;
  readonly actor: "buyer" | "worker" | "system" | "admin";
  readonly amount: MoneyView;
}

/** Amounts of one week. */
export interface WeekView {
  /** Its first instant. */
  readonly start: string;
  readonly held: MoneyView;
  readonly spent: MoneyView;
  readonly earned: MoneyView;
}

export interface OverviewView {
  readonly now: string;
  readonly agentName: string | null;
  readonly agentId: string | null;
  readonly decisions: readonly DecisionView[];
  readonly held: MoneyView;
  readonly heldJobs: number;
  readonly inFlight: MoneyView;
  readonly inFlightJobs: number;
  readonly spentThisMonth: MoneyView;
  /** Null where there is no limit. Over all agents: the sum, when every one of them has a limit. */
  readonly monthlyLimit: MoneyView | null;
  readonly monthResetsAt: string;
  readonly earned: MoneyView;
  readonly earnedThisMonth: MoneyView;
  readonly awaitingPayout: MoneyView;
  /** The oldest first. */
  readonly weeks: readonly WeekView[];
  readonly activity: readonly ActivityView[];
  readonly hasAgents: boolean;
}
