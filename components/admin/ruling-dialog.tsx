"use client";

import { useState, useTransition } from "react";
import { Button } from "../ui/button";
import { ConfirmCancel, ConfirmDialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { toast } from "../ui/toast";
import type { Division } from "./division";
import { DivisionTable } from "./division-table";
import { rulingText } from "./labels";
import { outcomeText } from "./outcome";
import type { RulingChoice, RulingFormProps } from "./types";

/** What an operator has decided, and what it does with the money. */
export interface Decision extends Omit<RulingChoice, "reasoning"> {
  readonly division: Division;
}

interface RulingDialogProps extends RulingFormProps {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** Null while nothing is decided, or what was typed divides nothing; then it cannot be opened. */
  readonly decision: Decision | null;
  readonly reasoning: string;
}

/** The last question before the money moves; a refusal is shown in it, and nothing of the form is lost. */
export function RulingDialog({ open, setOpen, decision, reasoning, stake, rule }: RulingDialogProps) {
  const [error, setError] = useState<string | null>(null);
  const [sending, startSending] = useTransition();
  const outcome = decision === null ? null : outcomeText(decision.ruling, decision.division, stake);

  function confirm() {
    if (decision === null) return;
    startSending(async () => {
      const { ruling, workerShare } = decision;
      const result = await rule({ ruling, workerShare, reasoning });
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
      trigger={<Button className="w-full">{outcome ?? "Rule"}…</Button>}
      title={decision === null ? "" : `${rulingText(decision.ruling, decision.workerShare)}?`}
      footer={
        <>
          <ConfirmCancel asChild>
            <Button variant="secondary" blocked={sending}>
              Cancel
            </Button>
          </ConfirmCancel>
          <Button onClick={confirm} blocked={sending}>
            {sending ? "Ruling…" : outcome}
          </Button>
        </>
      }
    >
      <p>The ruling is final. Neither party can contest it here, and it cannot be taken back.</p>
      {decision !== null && <DivisionTable division={decision.division} stake={stake} />}
      {error !== null && <Notice tone="danger">{error}</Notice>}
    </ConfirmDialog>
  );
}
