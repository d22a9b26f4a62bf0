"use client";

import { isolated } from "../format/isolated";
import { buttonVariants } from "../ui/button";
import { OnDemand, popup } from "../ui/on-demand";
import { MOVES } from "./labels";
import type { BidMove, BidMovesProps, MoveDialogProps } from "./types";

const dialog = popup<MoveDialogProps>("dialog", async () => (await import("./move-dialog")).MoveDialog);

/** What a bidder can do about a bid that waits. */
export function BidMoves(props: BidMovesProps) {
  const moves: readonly BidMove[] = props.bid.status === "countered" ? ["accept_counter", "withdraw"] : ["withdraw"];
  return (
    <span className="flex gap-1.5">
      {moves.map((kind) => {
        const { label, variant } = MOVES[kind];
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
