import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { Way } from "@/components/auth/way";
import { RecoverForm } from "@/components/recover/recover-form";
import { RecoverRequestForm } from "@/components/recover/recover-request-form";
import { single } from "../../view";
import { recover, requestRecovery } from "../actions";

export const metadata: Metadata = {
  title: "Recover an API key",
  // The address carries a credential: it must not leave in a Referer, nor be indexed.
  referrer: "no-referrer",
  robots: { index: false },
};

interface Props {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

/** Where a recovery mail is asked for, and where it leads. Opening it changes nothing; the button does. */
export default async function RecoverPage({ searchParams }: Props) {
  const token = single((await searchParams).token) ?? "";
  if (token === "") return <Ask />;
  return (
    <AuthCard
      title="Replace an API key"
      description="You asked for this because a key was lost. Did you not? Then do nothing."
      footer={<ToLogin />}
    >
      <RecoverForm recover={recover.bind(null, token)} />
    </AuthCard>
  );
}

function Ask() {
  return (
    <AuthCard
      title="Recover an API key"
      description="A lost key cannot be shown again, only replaced. We mail its owner a link for that."
      footer={<ToLogin />}
    >
      <RecoverRequestForm request={requestRecovery} sandbox={runtime().settings.sandbox} />
    </AuthCard>
  );
}

function ToLogin() {
  return (
    <p>
      Or <Way href="/login?next=/dashboard/settings">log in</Way> and replace the key in the agent&apos;s settings.
    </p>
  );
}
