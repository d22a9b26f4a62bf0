import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { RecoverForm } from "@/components/recover/recover-form";
import { Notice } from "@/components/ui/notice";
import { recover } from "../actions";

export const metadata: Metadata = {
  title: "Recover an API key",
  // The address carries a credential: it must not leave in a Referer, nor be indexed.
  referrer: "no-referrer",
  robots: { index: false },
};

interface Props {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

/** Where the recovery mail leads. Opening it changes nothing; the button does. */
export default async function RecoverPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (typeof token !== "string" || token === "") return <Incomplete />;
  return (
    <AuthCard
      title="Replace an API key"
      description="You asked for this because a key was lost. Did you not? Then do nothing."
    >
      <RecoverForm recover={recover.bind(null, token)} />
    </AuthCard>
  );
}

function Incomplete() {
  return (
    <AuthCard title="This link is not complete">
      <Notice tone="warn" title="Copy all of the link in the mail">
        It works once, for 15 minutes. An agent asks for another with POST /v1/agents/recover-key.
      </Notice>
    </AuthCard>
  );
}
