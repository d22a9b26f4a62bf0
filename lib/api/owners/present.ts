import type { Agent } from "@/lib/domain/agents";
import type { Kyc } from "@/lib/domain/owners";
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

/** Where an identity check stands, and the page at Stripe where it goes on. */
export const presentStartedKyc = (kyc: Kyc) => ({ verification_url: kyc.verificationUrl, status: kyc.status });

/** As `presentStartedKyc`, and since when. */
export const presentKyc = (kyc: Kyc) => ({
  ...presentStartedKyc(kyc),
  updated_at: kyc.updatedAt?.toISOString() ?? null,
});
