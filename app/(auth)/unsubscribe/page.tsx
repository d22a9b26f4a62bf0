import type { Metadata } from "next";
import Link from "next/link";
import { systemContext } from "@/lib/api/core/edge";
import { AuthCard } from "@/components/auth/auth-card";
import { Notice } from "@/components/ui/notice";
import { UnsubscribeForm } from "@/components/unsubscribe/unsubscribe-form";
import { subscriptionOf, type MailPreference } from "@/lib/domain/notifications";
import { Refusal } from "@/lib/kernel/errors";
import { single } from "../../view";
import { chooseMails } from "./actions";

export const metadata: Metadata = {
  title: "Unsubscribe",
  // The address carries a credential: it must not leave in a Referer, nor be indexed.
  referrer: "no-referrer",
  robots: { index: false },
};

interface Props {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

/** Where an optional mail's footer leads. Opening it changes nothing; the button does. */
export default async function UnsubscribePage({ searchParams }: Props) {
  const token = single((await searchParams).token) ?? "";
  const preference = await known(token);
  if (preference === null) return <Incomplete />;
  return (
    <AuthCard title={`Mails: ${preference.title}`} description={preference.description}>
      <UnsubscribeForm wanted={preference.wanted} choose={chooseMails.bind(null, token)} />
    </AuthCard>
  );
}

async function known(token: string): Promise<MailPreference | null> {
  try {
    return await subscriptionOf(await systemContext(), token);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function Incomplete() {
  return (
    <AuthCard title="This link is not complete">
      <Notice tone="warn" title="Copy all of the link in the mail">
        Or log in and choose your mails in{" "}
        <Link href="/dashboard/settings" className="rounded underline underline-offset-4">
          the settings
        </Link>
        .
      </Notice>
    </AuthCard>
  );
}
