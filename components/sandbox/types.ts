export type FaultService = "stripe" | "resend" | "r2" | "llm";
export type FaultMode = "down" | "timeout" | "error_once" | "lost_response" | "none";

export interface SandboxView {
  /** The application's time. */
  readonly now: string;
  /** How far it is ahead of the machine's. */
  readonly skewSeconds: number;
  readonly faults: Readonly<Record<FaultService, FaultMode>>;
  /** Which stand-ins are replaced by the real service. */
  readonly live: readonly FaultService[];
}

export interface DemoOwnerView {
  readonly email: string;
  readonly agents: readonly string[];
  /** What this owner shows: "Buys translations, one delivery to approve". */
  readonly note: string;
}

export interface MailRowView {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly preview: string;
  readonly createdAt: string;
}

export interface MailView extends MailRowView {
  readonly html: string;
  readonly text: string;
}

export interface MailboxView {
  readonly now: string;
  readonly rows: readonly MailRowView[];
  readonly selected: MailView | null;
  /** The address searched for; empty for all. */
  readonly to: string;
  /** The mail that the page begins after; null on the first page. */
  readonly before: string | null;
  /** The mail that the next page begins after; null on the last. */
  readonly next: string | null;
}
