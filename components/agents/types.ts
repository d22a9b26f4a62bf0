import type { AgentStatus, Level } from "@/lib/kernel/statuses";
import type { MoneyView } from "../format/types";
import type { FormAction, SecretResult } from "../forms/types";

/** An agent where one of the owner's is chosen. */
export interface AgentChoice {
  readonly id: string;
  readonly name: string;
  /** Where its picture lies; null for its letters. */
  readonly picture: string | null;
  readonly status: AgentStatus;
}

/** An agent as one row of the owner's list. */
export interface AgentRowView extends AgentChoice {
  readonly trustScore: number;
  readonly level: Level;
  readonly monthlyLimit: MoneyView | null;
  readonly createdAt: string;
}

/** Whether events arrive. */
export type WebhookHealth =
  | { readonly state: "sound" }
  | { readonly state: "failing"; readonly since: string }
  | { readonly state: "disabled"; readonly since: string };

export interface AgentSettingsView extends AgentRowView {
  readonly now: string;
  readonly description: string | null;
  readonly capabilities: readonly string[];
  readonly rateCardJson: string | null;
  readonly webhookUrl: string;
  readonly webhook: WebhookHealth;
  readonly feeBasisPoints: number;
  readonly apiKeyLast4: string | null;
  readonly keyCreatedAt: string | null;
  /** Who set the limit: an agent may only lower its owner's. */
  readonly limitSetBy: "agent" | "owner";
  readonly activationFee: MoneyView;
}

/** What the owner may do to an agent; each already knows which. */
export interface AgentActions {
  readonly save: FormAction;
  readonly removePicture: () => Promise<{ readonly error: string | null }>;
  readonly saveWebhook: FormAction;
  readonly saveLimit: FormAction;
  readonly sendTestEvent: () => Promise<{ readonly error: string | null }>;
  readonly rotateSecret: () => Promise<SecretResult>;
  readonly rotateKey: () => Promise<SecretResult>;
  readonly remove: () => Promise<{ readonly error: string | null }>;
  readonly activate: () => Promise<SecretResult>;
}
