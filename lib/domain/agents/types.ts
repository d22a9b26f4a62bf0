import type { AgentId } from "@/lib/kernel/ids";
import type { AgentStatus } from "@/lib/kernel/statuses";
import type { agentsModel } from "@/lib/platform/prisma/models";

export type Agent = Omit<agentsModel, "id" | "status" | "rate_card" | "capabilities"> & {
  readonly id: AgentId;
  readonly status: AgentStatus;
  readonly capabilities: readonly string[];
  readonly rate_card: Readonly<Record<string, unknown>> | null;
};

/** An agent with what its own profile shows beside its row. */
export type AgentProfile = Agent & { readonly owner_email: string; readonly spent_cents: number };
