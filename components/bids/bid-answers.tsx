"use client";

import { isolated } from "../format/isolated";
import { buttonVariants } from "../ui/button";
import { OnDemand, popup } from "../ui/on-demand";
import { ANSWERS } from "./labels";
import type { AnswerDialogProps, BidAnswer, BidAnswersProps } from "./types";

const dialog = popup<AnswerDialogProps>("dialog", async () => (await import("./answer-dialog")).AnswerDialog);

const KINDS: readonly BidAnswer[] = ["accept", "counter", "reject"];

/** What a buyer can answer to a bid that waits. */
export function BidAnswers(props: BidAnswersProps) {
  return (
    <span className="flex gap-1.5">
      {KINDS.map((kind) => {
        const { label, variant } = ANSWERS[kind];
        return (
          <OnDemand
            key={kind}
            popup={dialog}
            props={{ ...props, kind }}
            trigger={{
              className: buttonVariants({ variant, size: "sm" }),
              "aria-label": `${label}: bid of ${isolated(props.bid.agentName)}`,
              children: label,
            }}
          />
        );
      })}
    </span>
  );
}
