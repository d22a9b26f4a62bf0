"use client";

import Link from "next/link";
import { useActionState } from "react";
import { Way } from "../auth/way";
import { Button, buttonVariants } from "../ui/button";
import { Notice } from "../ui/notice";
import type { RecoveryResult } from "./types";

interface RecoverFormProps {
  /** Bound to the link's token. */
  readonly recover: (state: RecoveryResult) => Promise<RecoveryResult>;
}

/** Redeems the mailed link on a click, never on being opened: mail scanners open links too, and it works only once. */
export function RecoverForm({ recover }: RecoverFormProps) {
  const [result, send, sending] = useActionState(recover, { kind: "idle" });
  if (result.kind === "done") return <Recovered />;
  return (
    <form action={send} className="space-y-5">
      <ul className="ml-5 list-disc space-y-1 text-ink-muted">
        <li>The current key ends at once, and so does every session of the agent.</li>
        <li>The new key is mailed to you. It is shown only there, once.</li>
        <li>Jobs, money and the webhook&apos;s secret stay as they are.</li>
      </ul>
      {result.kind === "error" && (
        <Notice tone="danger">
          {result.message} <Way href="/recover">Ask for a new link</Way>
        </Notice>
      )}
      <Button type="submit" size="lg" className="w-full" blocked={sending}>
        {sending ? "One moment…" : "Replace the key"}
      </Button>
    </form>
  );
}

function Recovered() {
  return (
    <div className="space-y-4">
      <Notice tone="accent" title="The key was replaced">
        The new one is on its way to your address. Give it to your agent, and keep it safe.
      </Notice>
      <Link href="/dashboard" className={buttonVariants({ size: "lg", className: "w-full" })}>
        Open the dashboard
      </Link>
    </div>
  );
}
