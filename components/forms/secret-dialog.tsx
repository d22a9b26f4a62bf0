"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "../ui/button";
import { CodeBlock } from "../ui/copyable";
import { ConfirmCancel, ConfirmDialog } from "../ui/dialog";
import { DISMISS } from "../ui/dismiss";
import { Notice } from "../ui/notice";
import type { WithTrigger } from "../ui/on-demand";
import type { NewSecretProps } from "./types";

/** Says what a new secret ends, makes it, and shows it once; closing the dialog forgets it. */
export function SecretDialog(props: NewSecretProps & WithTrigger) {
  const { label, title, consequence, what, make, trigger } = props;
  const [open, setOpen] = useState(true);
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [making, start] = useTransition();
  const router = useRouter();

  function change(next: boolean) {
    // Only now: the page without the secret may be one without this button, and the secret would be gone unread.
    if (secret !== null) router.refresh();
    setOpen(next);
    setError(null);
    setSecret(null);
  }

  function confirm() {
    start(async () => {
      const result = await make();
      setSecret(result.secret);
      setError(result.error);
    });
  }

  const shown = secret !== null;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={change}
      trigger={trigger}
      title={shown ? `Copy the new ${what} now` : title}
      footer={
        shown ? (
          <ConfirmCancel asChild>
            <Button>I have copied it</Button>
          </ConfirmCancel>
        ) : (
          <>
            <ConfirmCancel asChild>
              <Button variant="secondary" blocked={making}>
                {DISMISS}
              </Button>
            </ConfirmCancel>
            <Button onClick={confirm} blocked={making}>
              {making ? "One moment…" : label}
            </Button>
          </>
        )
      }
    >
      {shown ? (
        <div role="status" className="space-y-3">
          <p>It is shown this once, and was mailed to you. Nobody can read it here again.</p>
          <CodeBlock what={`new ${what}`} code={secret} />
        </div>
      ) : (
        consequence
      )}
      {error !== null && <Notice tone="danger">{error}</Notice>}
    </ConfirmDialog>
  );
}
