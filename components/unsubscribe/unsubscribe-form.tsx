"use client";

import Link from "next/link";
import { useActionState } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { UnsubscribeState } from "./types";

interface UnsubscribeFormProps {
  readonly wanted: boolean;
  /** Bound to the link's token. */
  readonly choose: (state: UnsubscribeState, form: FormData) => Promise<UnsubscribeState>;
}

/** One button, and the way back. Nothing happens by opening the page: mail scanners open links too. */
export function UnsubscribeForm({ wanted, choose }: UnsubscribeFormProps) {
  const [state, submit, sending] = useActionState(choose, { wanted, changed: false, error: null });
  return (
    <form action={submit} className="space-y-5">
      <input type="hidden" name="wanted" value={String(!state.wanted)} />
      <div aria-live="polite">
        {state.error === null ? (
          <Standing wanted={state.wanted} changed={state.changed} />
        ) : (
          <Notice tone="danger">{state.error}</Notice>
        )}
      </div>
      <Button
        type="submit"
        size="lg"
        variant={state.wanted ? "primary" : "secondary"}
        className="w-full"
        blocked={sending}
      >
        {sending ? "One moment…" : state.wanted ? "Unsubscribe" : "Send me these mails"}
      </Button>
      <p className="text-sm text-ink-muted">
        All other mails are chosen in{" "}
        <Link href="/dashboard/settings" className="rounded underline underline-offset-4 hover:text-ink">
          the settings
        </Link>
        . Keys, login links and the like are always sent.
      </p>
    </form>
  );
}

function Standing({ wanted, changed }: { readonly wanted: boolean; readonly changed: boolean }) {
  if (wanted) {
    return changed ? (
      <Notice tone="accent" title="You get these mails again">
        The next one comes when something happens.
      </Notice>
    ) : (
      <p>You get these mails. Your agents go on without them; the dashboard shows the same.</p>
    );
  }
  return (
    <Notice tone={changed ? "accent" : "info"} title="You no longer get these mails">
      What they would say stays in the dashboard.
    </Notice>
  );
}
