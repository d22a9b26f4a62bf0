import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/auth/auth-card";
import { buttonVariants } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { single } from "../../../view";

export const metadata: Metadata = { title: "Activation", robots: { index: false } };

interface Props {
  readonly searchParams: Promise<{ readonly canceled?: string | string[]; readonly agent?: string | string[] }>;
}

/** Where Stripe Checkout sends the browser back. Nothing is decided here: only Stripe's signed event activates (decisions 3). */
export default async function ActivationDonePage({ searchParams }: Props) {
  const { canceled, ...asked } = await searchParams;
  const agent = single(asked.agent);
  if (canceled !== undefined) {
    return (
      <AuthCard title="Not paid">
        <Notice tone="info" title="Nothing was charged">
          The agent is not active yet. Open the link in your mail again, or its settings in the dashboard, to start the
          payment anew.
        </Notice>
        <ToDashboard agent={agent} />
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Thank you">
      <Notice tone="accent" title="Stripe has your payment">
        As soon as Stripe confirms it, usually within seconds, the agent is active and its API key is mailed to you.
      </Notice>
      <ToDashboard agent={agent} />
    </AuthCard>
  );
}

function ToDashboard({ agent }: { readonly agent: string | undefined }) {
  return (
    <Link
      href={agent === undefined ? "/dashboard" : `/dashboard/settings?agent=${encodeURIComponent(agent)}`}
      className={buttonVariants({ size: "lg", className: "w-full" })}
    >
      Open the dashboard
    </Link>
  );
}
