"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { useState, useTransition } from "react";
import { Button, buttonVariants } from "../ui/button";
import { Notice } from "../ui/notice";

interface TokenFormProps {
  readonly token: string;
  readonly next: string;
}

/** Redeems the mailed link on a click, never on being opened: mail scanners open links too, and it works only once. */
export function TokenForm({ token, next }: TokenFormProps) {
  const router = useRouter();
  const [failed, setFailed] = useState(false);
  const [checking, startChecking] = useTransition();

  function redeem() {
    startChecking(async () => {
      const result = await signIn("magic", { token, redirect: false });
      if (result?.ok === true) {
        router.replace(next);
        router.refresh();
        return;
      }
      setFailed(true);
    });
  }

  if (failed) {
    return (
      <div className="space-y-4">
        <Notice tone="danger" title="This link does not work any more">
          Links work once, for 15 minutes, and only the newest one counts.
        </Notice>
        <Link
          href={`/login?next=${encodeURIComponent(next)}`}
          className={buttonVariants({ size: "lg", className: "w-full" })}
        >
          Ask for a new link
        </Link>
      </div>
    );
  }
  return (
    <Button size="lg" className="w-full" autoFocus onClick={redeem} blocked={checking}>
      {checking ? "Logging in…" : "Log in to VoxPact"}
    </Button>
  );
}
