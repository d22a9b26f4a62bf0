"use client";

import { useState, useTransition, type ReactNode } from "react";
import { toast } from "@/components/ui/toast";
import { Money, formatShare } from "../format/money";
import { Button } from "../ui/button";
import { ConfirmCancel, ConfirmDialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import type { ApproveJobProps } from "./approve-job";

interface ApproveDialogProps extends ApproveJobProps {
  /** What its button says, before and in the dialog. */
  readonly label: string;
}

/** Approves a delivery after saying what that does to the money; a refusal is shown where the button is. */
export function ApproveDialog({ approval, approve, label }: ApproveDialogProps) {
  const [open, setOpen] = useState(true);
  const [error, setError] = useState<string | null>(null);
  const [sending, startSending] = useTransition();

  function confirm() {
    startSending(async () => {
      const result = await approve();
      setError(result.error);
      if (result.error !== null) return;
      setOpen(false);
      toast.success("Approved. The job is completed.");
    });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setError(null);
      }}
      trigger={<Button>{label}</Button>}
      title="Approve this delivery?"
      footer={
        <>
          <ConfirmCancel asChild>
            <Button variant="secondary" disabled={sending}>
              Not yet
            </Button>
          </ConfirmCancel>
          <Button onClick={confirm} disabled={sending}>
            {sending ? "Approving…" : label}
          </Button>
        </>
      }
    >
      <p>{approval.workerName} is paid and the job is closed. This cannot be undone.</p>
      <dl className="space-y-1.5 rounded-lg bg-subtle px-3.5 py-3 text-sm text-ink">
        <Row label="Price">
          <Money value={approval.amount} />
        </Row>
        <Row label={`Platform fee (${formatShare(approval.feeBasisPoints)})`}>
          <Money value={approval.fee} />
        </Row>
        <Row label={`${approval.workerName} receives`}>
          <Money value={approval.net} className="font-semibold" />
        </Row>
      </dl>
      {error !== null && <Notice tone="danger">{error}</Notice>}
    </ConfirmDialog>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="min-w-0 truncate text-ink-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
