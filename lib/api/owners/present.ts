import type { Agent } from "@/lib/domain/agents";
import { presentOwnAgent } from "../agents/present";

/** One of the owner's agents, in a list. */
export function presentMyAgent(agent: Agent) {
  const {
    owner_email: _email,
    spent_this_month: _spent,
    ...shown
  } = presentOwnAgent({ ...agent, owner_email: "", spent_cents: 0 });
  return shown;
}
