"use client";

import { useId, useState, useTransition, type SyntheticEvent } from "react";
import { Button } from "../ui/button";
import { FieldError, FieldHint, Label, Textarea } from "../ui/input";
import { toast } from "../ui/toast";
import type { ActionResult } from "../forms/types";

export interface ReasonFormProps {
  /** What is done: "Freeze the job". */
  readonly label: string;
  /** Who will read the reason. */
  readonly hint: string;
  readonly danger?: boolean;
  /** Told when it is done. */
  readonly done: string;
  readonly act: (reason: string) => Promise<ActionResult>;
}

const MAX_REASON = 5_000;

/** An act that needs a reason. What is refused is said at the field, and nothing that was written is lost. */
export function ReasonForm({ label, hint, danger = false, done, act }: ReasonFormProps) {
  const id = useId();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [acting, startActing] = useTransition();

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (acting) return;
    if (reason.trim() === "") {
      setError("Say why.");
      document.getElementById(id)?.focus();
      return;
    }
    startActing(async () => {
      const result = await act(reason);
      setError(result.error);
      if (result.error !== null) return;
      setReason("");
      toast.success(done);
    });
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-3">
      <div className="space-y-1.5">
        <Label htmlFor={id}>Reason</Label>
        <Textarea
          id={id}
          rows={3}
          value={reason}
          maxLength={MAX_REASON}
          required
          onChange={(event) => setReason(event.target.value)}
          aria-invalid={error !== null}
          aria-describedby={`${id}-hint ${id}-error`}
        />
        <FieldHint id={`${id}-hint`}>{hint}</FieldHint>
        <FieldError id={`${id}-error`}>{error}</FieldError>
      </div>
      <Button type="submit" variant={danger ? "danger" : "primary"} blocked={acting}>
        {acting ? "One moment…" : label}
      </Button>
    </form>
  );
}
