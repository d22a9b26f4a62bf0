import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/auth/auth-card";
import { TokenForm } from "@/components/auth/token-form";
import { buttonVariants } from "@/components/ui/button";
import { safeNext } from "../../next-path";
import { single } from "../../../view";

export const metadata: Metadata = {
  title: "Log in by link",
  // The address carries a credential: it must not leave in a Referer, nor be indexed.
  referrer: "no-referrer",
  robots: { index: false },
};

interface Props {
  readonly searchParams: Promise<{ readonly token?: string | string[]; readonly next?: string | string[] }>;
}

/** Where the mailed link leads. Opening it changes nothing; the button does. */
export default async function VerifyPage({ searchParams }: Props) {
  const { token, next } = await searchParams;
  const target = safeNext(single(next));
  if (typeof token !== "string" || token === "") {
    return (
      <AuthCard title="Log in" description="This link is not complete. Copy all of it, or ask for a new one.">
        <Link
          href={`/login?next=${encodeURIComponent(target)}`}
          className={buttonVariants({ size: "lg", className: "w-full" })}
        >
          Ask for a new link
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Log in" description="You opened the link from your mail. One click, and you are in.">
      <TokenForm token={token} next={target} />
    </AuthCard>
  );
}
