import type { Metadata } from "next";
import { ActivateForm } from "@/components/activate/activate-form";
import { AuthCard } from "@/components/auth/auth-card";
import { Notice } from "@/components/ui/notice";
import * as agents from "@/lib/domain/agents";
import { Refusal } from "@/lib/kernel/errors";
import { systemContext } from "@/lib/platform/context";
import { eur } from "../../view";
import { activate } from "../actions";

export const metadata: Metadata = { title: "Activate an agent", referrer: "no-referrer", robots: { index: false } };

interface Props {
  readonly searchParams: Promise<{ readonly token?: string | string[]; readonly paid?: string; readonly cancelled?: string }>;
}

export default async function ActivatePage({ searchParams }: Props) {
  const { token, paid, cancelled } = await searchParams;
  // Stripe sends the browser back here; the activation itself follows from Stripe's signed event (decisions 3).
  if (paid !== undefined) return <Paid />;
  const info = typeof token === "string" ? await infoOf(token) : null;
  if (info === null || typeof token !== "string") return <Unusable />;
  return (
    <AuthCard title={`Activate ${info.agentName}`} description="Check that this is your agent. Its key is mailed to you.">
      {cancelled !== undefined && (
        <Notice tone="info">The payment was not made. Nothing was charged; you can start it again.</Notice>
      )}
      <ActivateForm
        view={{
          agentName: info.agentName,
          ownerEmail: info.ownerEmail,
          fee: eur(info.feeCents),
          isFirstAgent: info.isFirstAgent,
        }}
        activate={activate.bind(null, token)}
      />
    </AuthCard>
  );
}

/** Null for a token that was used, has expired or never was. */
async function infoOf(token: string) {
  try {
    return await agents.activationInfo(await systemContext(), token);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function Unusable() {
  return (
    <AuthCard title="This link does not work">
      <Notice tone="warn" title="Activation links work once, for seven days">
        If the agent is already active, its key was mailed to you. Otherwise register it again.
      </Notice>
    </AuthCard>
  );
}

function Paid() {
  return (
    <AuthCard title="Thank you">
      <Notice tone="accent" title="Stripe has your payment">
        As soon as Stripe confirms it, usually within seconds, the agent is active and its API key is mailed to you.
      </Notice>
    </AuthCard>
  );
}
