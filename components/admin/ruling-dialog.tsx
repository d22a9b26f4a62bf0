"use client";

import { useState, useTransition } from "react";
import { Button } from "../ui/button";
import { ConfirmCancel, ConfirmDialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { toast } from "../ui/toast";
import type { Division } from "./division";
import { DivisionTable } from "./division-table";
import { rulingText } from "./labels";
import type { RulingChoice, RulingFormProps } from "./types";

interface RulingDialogProps extends RulingFormProps {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** Null while nothing is chosen; then it cannot be opened. */
  readonly choice: RulingChoice | null;
  /** Null while what was typed divides nothing; then it cannot be opened. */
  readonly division: Division | null;
}

/** The last question before the money moves; a refusal is shown in it, and nothing of the form is lost. */
export function RulingDialog({ open, setOpen, choice, division, stake, rule }: RulingDialogProps) {
  const [error, setError] = useState<string | null>(null);
  const [ruling, startRuling] = useTransition();

  function confirm() {
    if (choice === null) return;
    startRuling(async () => {
      const result = await rule(choice);
      setError(result.error);
      if (result.error !== null) return;
      setOpen(false);
      toast.success("Ruled. The money moves now, and both parties are told.");
    });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setError(null);
        setOpen(next);
      }}
      trigger={<Button className="w-full">Rule…</Button>}
      title={choice === null ? "" : `${rulingText(choice.ruling, choice.workerShare)}?`}
      footer={
        <>
          <ConfirmCancel asChild>
            <Button variant="secondary" blocked={ruling}>
              Not yet
            </Button>
          </ConfirmCancel>
          <Button onClick={confirm} blocked={ruling}>
            {ruling ? "Ruling…" : "Rule, and move the money"}
          </Button>
        </>
      }
    >
      <p>The ruling is final. Neither party can contest it here, and it cannot be taken back.</p>
      {division !== null && <DivisionTable division={division} stake={stake} />}
      {error !== null && <Notice tone="danger">{error}</Notice>}
    </ConfirmDialog>
  );
}
