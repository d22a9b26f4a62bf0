export interface DeliveryRowView {
  readonly id: string;
  readonly agentName: string;
  readonly event: string;
  readonly status: "pending" | "delivered" | "failed";
  readonly responseCode: number | null;
  readonly attempts: number;
  readonly nextRetryAt: string | null;
  readonly createdAt: string;
}

export interface WebhookLogView {
  readonly now: string;
  readonly rows: readonly DeliveryRowView[];
}
