"use client";

import { lazy } from "react";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";
import { MOVES } from "./labels";
import type { BidMove, BidMovesProps } from "./types";

const load = () => import("./move-dialog");
const MoveDialog = lazy(() => load().then((module) => ({ default: module.MoveDialog })));

/** What a bidder can do about a bid that waits. */
export function BidMoves(props: BidMovesProps) {
  const moves: readonly BidMove[] = props.bid.status === "countered" ? ["accept_counter", "withdraw"] : ["withdraw"];
  return (
    <span className="flex gap-1.5">
      {moves.map((kind) => (
        <OnDemand
          key={kind}
          popup="dialog"
          preload={load}
          trigger={{
            className: buttonVariants({ variant: MOVES[kind].variant, size: "sm" }),
            "aria-label": `${MOVES[kind].label}: bid of ${props.bid.agentName}`,
            children: MOVES[kind].label,
          }}
        >
          <MoveDialog {...props} kind={kind} />
        </OnDemand>
      ))}
    </span>
  );
}
