import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { HostedStripePage } from "@/components/stripe-hosted/page";
import { sandbox } from "@/lib/composition";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Stripe sandbox", robots: { index: false } };

interface Props {
  readonly params: Promise<{ readonly page: string; readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** What Stripe would host: Checkout, onboarding, card setup, identity check, 3D Secure (spec: sandbox.md). */
export default async function Page({ params, searchParams }: Props) {
  const stripe = sandbox()?.stripe;
  if (!stripe) notFound();
  const { page, id } = await params;
  const view = await stripe.pages.show(page, id);
  if (view === null) notFound();
  const { error, return_url: returnUrl } = await searchParams;
  return (
    <HostedStripePage
      view={view}
      action={`/sandbox/stripe/${page}/${id}/submit`}
      error={typeof error === "string" ? error : null}
      returnUrl={typeof returnUrl === "string" ? returnUrl : null}
    />
  );
}
