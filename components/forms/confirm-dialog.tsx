"use client";

import { useState, useTransition } from "react";
import { Button } from "../ui/button";
import { ConfirmCancel, ConfirmDialog } from "../ui/dialog";
import { DISMISS } from "../ui/dismiss";
import { Notice } from "../ui/notice";
import type { WithTrigger } from "../ui/on-demand";
import { toast } from "../ui/toast";
import type { ConfirmActionProps } from "./types";

/** Asks once more; what went wrong is told where the question was. */
export function ConfirmActionDialog(props: ConfirmActionProps & WithTrigger) {
  const { trigger, title, children, confirmLabel, confirm, done } = props;
  const [open, setOpen] = useState(true);
  const [error, setError] = useState<string | null>(null);
  const [sending, start] = useTransition();

  function change(next: boolean) {
    setOpen(next);
    setError(null);
  }

  function run() {
    start(async () => {
      const result = await confirm();
      setError(result.error);
      if (result.error !== null) return;
      setOpen(false);
      toast.success(done);
    });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={change}
      trigger={trigger}
      title={title}
      footer={
        <>
          <ConfirmCancel asChild>
            <Button variant="secondary" blocked={sending}>
              {DISMISS}
            </Button>
          </ConfirmCancel>
          <Button variant="danger" onClick={run} blocked={sending}>
            {sending ? "One moment…" : confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      {error !== null && <Notice tone="danger">{error}</Notice>}
    </ConfirmDialog>
  );
}
