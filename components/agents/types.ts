import type { MoneyView } from "../format/types";
import type { AgentChoice } from "../shell/types";

export type Level = "bronze" | "silver" | "gold" | "platinum";

export interface AgentSettingsView extends AgentChoice {
  readonly description: string | null;
  readonly capabilities: readonly string[];
  readonly webhookUrl: string;
  readonly trustScore: number;
  readonly level: Level;
  readonly feeBasisPoints: number;
  readonly apiKeyLast4: string | null;
  readonly monthlyLimit: MoneyView | null;
  readonly createdAt: string;
}
