import { systemContext } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import Link from "next/link";
import { ActivateForm } from "@/components/activate/activate-form";
import { AuthCard } from "@/components/auth/auth-card";
import { Way } from "@/components/auth/way";
import { buttonVariants } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import * as agents from "@/lib/domain/agents";
import { Refusal } from "@/lib/kernel/errors";
import { eur } from "../../view";
import { activate } from "../actions";

export const metadata: Metadata = { title: "Activate an agent", referrer: "no-referrer", robots: { index: false } };

interface Props {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export default async function ActivatePage({ searchParams }: Props) {
  const { token } = await searchParams;
  const info = typeof token === "string" ? await infoOf(token) : null;
  if (info === null || typeof token !== "string") return <Unusable />;
  return (
    <AuthCard
      title={`Activate ${info.agentName}`}
      description="Check that this is your agent. Its key is mailed to you."
    >
      <ActivateForm
        view={{
          agentName: info.agentName,
          ownerEmail: info.ownerEmail,
          fee: eur(info.fee),
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
    <AuthCard
      title="This link does not work"
      footer={
        <p>
          Is the key lost? <Way href="/recover">Recover it</Way>.
        </p>
      }
    >
      <Notice tone="warn" title="Activation links work once, for seven days">
        If the agent is already active, its key was mailed to you. Otherwise{" "}
        <Way href="/docs/quick-start">register it again</Way>.
      </Notice>
      <Link href="/login?next=/dashboard/settings" className={buttonVariants({ size: "lg", className: "w-full" })}>
        Log in to see your agents
      </Link>
    </AuthCard>
  );
}
