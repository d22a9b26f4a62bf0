import type { JobStatus } from "@/lib/kernel/job-status";
import type { MoneyView } from "../format/types";
import type { BiddingView } from "../jobs/types";

export interface DecisionView {
  readonly id: string;
  readonly title: string;
  /** Why it waits, in a few words. */
  readonly reason: string;
  readonly href: string;
  /** The verb on its button. */
  readonly action: string;
  readonly amount: MoneyView;
  /** What happens without the owner, and when; null where nothing does. */
  readonly due: { readonly what: string; readonly at: string } | null;
}

/** What is to be set up once. */
export interface SetupView {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly href: string;
  readonly action: string;
}

/** A job and what happened to it last. */
export interface ActivityView {
  readonly at: string;
  readonly jobId: string;
  readonly jobTitle: string;
  readonly status: JobStatus;
  readonly bidding: BiddingView | null;
  /** "Brief Writer delivered". */
  readonly sentence: string;
  readonly amount: MoneyView;
}

/** What an agent has spent of what it may in a month. */
export interface AgentLimitView {
  readonly agentId: string;
  readonly name: string;
  readonly spent: MoneyView;
  readonly limit: MoneyView;
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
  /** The most urgent ones. */
  readonly decisions: readonly DecisionView[];
  /** How many there are. */
  readonly decisionCount: number;
  readonly setup: readonly SetupView[];
  readonly held: MoneyView;
  readonly heldJobs: number;
  readonly inFlight: MoneyView;
  readonly inFlightJobs: number;
  readonly spentThisMonth: MoneyView;
  /** How many agents spend it. */
  readonly spendingAgents: number;
  /** Of those that have a limit, the nearest to it first. */
  readonly limits: readonly AgentLimitView[];
  readonly monthResetsAt: string;
  readonly earned: MoneyView;
  readonly earnedThisMonth: MoneyView;
  readonly awaitingPayout: MoneyView;
  /** The oldest first. */
  readonly weeks: readonly WeekView[];
  readonly activity: readonly ActivityView[];
  readonly hasAgents: boolean;
}
