"use client";

import { lazy } from "react";
import type { MoneyView } from "../format/types";
import type { CardChoice } from "../jobs/types";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";
import type { AnswerBid, BidAnswer, BidView } from "./types";

const load = () => import("./answer-dialog");
const AnswerDialog = lazy(() => load().then((module) => ({ default: module.AnswerDialog })));

export interface BidAnswersProps {
  readonly bid: BidView;
  readonly budget: MoneyView;
  readonly cards: readonly CardChoice[];
  readonly answer: AnswerBid;
}

interface Look {
  readonly label: string;
  readonly variant: "primary" | "secondary" | "ghost";
}

export const ANSWERS: Readonly<Record<BidAnswer, Look>> = {
  accept: { label: "Accept", variant: "primary" },
  counter: { label: "Counter", variant: "secondary" },
  reject: { label: "Turn down", variant: "ghost" },
};

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
