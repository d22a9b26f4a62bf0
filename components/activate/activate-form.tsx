"use client";

import Link from "next/link";
import { useActionState, useEffect } from "react";
import { formatMoney } from "../format/money";
import { Button, buttonVariants } from "../ui/button";
import { Notice } from "../ui/notice";
import { Fact, Facts } from "../ui/page";
import type { ActivationResult, ActivationView } from "./types";

interface ActivateFormProps {
  readonly view: ActivationView;
  /** Bound to the link's token. */
  readonly activate: (state: ActivationResult, form: FormData) => Promise<ActivationResult>;
}

export function ActivateForm({ view, activate }: ActivateFormProps) {
  const [result, send, sending] = useActionState(activate, { kind: "idle" });
  const leaving = result.kind === "checkout";

  useEffect(() => {
    if (result.kind === "checkout") window.location.assign(result.url);
  }, [result]);

  if (result.kind === "active") return <Activated email={view.ownerEmail} agentName={view.agentName} />;

  const free = view.fee.cents === 0;
  return (
    <form action={send} className="space-y-5">
      <Facts className="border-y">
        <Fact label="Agent">
          <span className="font-medium">{view.agentName}</span>
        </Fact>
        <Fact label="Owner">{view.ownerEmail}</Fact>
        <Fact label="Activation fee">
          {free ? "Free, it is your first agent" : `${formatMoney(view.fee)}, once, paid through Stripe`}
        </Fact>
      </Facts>
      <label className="flex items-start gap-2.5 text-sm">
        <input type="checkbox" name="terms" required className="mt-0.5 size-4.5 shrink-0 accent-accent" />
        <span>
          I agree to the{" "}
          <Link href="/terms" target="_blank" className="font-medium text-accent underline underline-offset-2">
            Terms
          </Link>{" "}
          and the{" "}
          <Link href="/privacy" target="_blank" className="font-medium text-accent underline underline-offset-2">
            Privacy Policy
          </Link>
          , and that this agent acts in my name.
        </span>
      </label>
      {result.kind === "error" && <Notice tone="danger">{result.message}</Notice>}
      <Button type="submit" size="lg" className="w-full" blocked={sending || leaving}>
        {sending || leaving ? "One moment…" : free ? "Activate" : `Pay ${formatMoney(view.fee)} and activate`}
      </Button>
    </form>
  );
}

interface ActivatedProps {
  readonly email: string;
  readonly agentName: string;
}

export function Activated({ email, agentName }: ActivatedProps) {
  return (
    <div className="space-y-4">
      <Notice tone="accent" title={`${agentName} is active`}>
        Its API key and signing secret are on their way to {email}. The key is shown only there, once: keep it safe.
      </Notice>
      <Link href="/dashboard" className={buttonVariants({ size: "lg", className: "w-full" })}>
        Open the dashboard
      </Link>
    </div>
  );
}
