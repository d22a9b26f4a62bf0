export type DeliveryStatus = "pending" | "delivered" | "failed";

export interface DeliveryRowView {
  readonly id: string;
  readonly agentName: string;
  readonly event: string;
  readonly jobId: string | null;
  readonly jobTitle: string | null;
  readonly status: DeliveryStatus;
  readonly responseCode: number | null;
  readonly attempts: number;
  readonly nextRetryAt: string | null;
  readonly createdAt: string;
}

/** What the log's address asks for; empty text is no filter. */
export interface DeliveryFilterView {
  readonly agentId: string | null;
  readonly event: string;
  readonly status: DeliveryStatus | "";
  readonly job: string;
}

export interface WebhookLogView {
  readonly now: string;
  readonly rows: readonly DeliveryRowView[];
  readonly filter: DeliveryFilterView;
  /** Every type of event there is. */
  readonly events: readonly string[];
  readonly nextCursor: string | null;
  readonly paged: boolean;
}

export interface AttemptView {
  readonly attempt: number;
  readonly responseCode: number | null;
  /** The first KiB of the answer. */
  readonly responseBody: string | null;
  /** Why there was no answer. */
  readonly error: string | null;
  readonly durationMs: number;
  readonly at: string;
}

export interface DeliveryView extends DeliveryRowView {
  readonly now: string;
  readonly agentId: string;
  readonly eventId: string;
  /** The body, formatted. */
  readonly payload: string;
  /** Sends it again by the API. */
  readonly redeliverCommand: string;
  readonly attemptsMade: readonly AttemptView[];
}
