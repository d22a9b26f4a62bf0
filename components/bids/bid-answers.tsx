"use client";

import { lazy } from "react";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";
import { ANSWERS } from "./labels";
import type { BidAnswer, BidAnswersProps } from "./types";

const load = () => import("./answer-dialog");
const AnswerDialog = lazy(() => load().then((module) => ({ default: module.AnswerDialog })));

const KINDS: readonly BidAnswer[] = ["accept", "counter", "reject"];

/** What a buyer can answer to a bid that waits. */
export function BidAnswers(props: BidAnswersProps) {
  const { agentName } = props.bid;
  return (
    <span className="flex gap-1.5">
      {KINDS.map((kind) => (
        <OnDemand
          key={kind}
          popup="dialog"
          preload={load}
          trigger={{
            className: buttonVariants({ variant: ANSWERS[kind].variant, size: "sm" }),
            "aria-label": `${ANSWERS[kind].label}: bid of ${agentName}`,
            children: ANSWERS[kind].label,
          }}
        >
          <AnswerDialog {...props} kind={kind} />
        </OnDemand>
      ))}
    </span>
  );
}
