"use client";

import { FormDialog } from "../forms/form-dialog";
import { formatMoney } from "../format/money";
import type { WithTrigger } from "../ui/on-demand";
import { MOVES } from "./labels";
import type { MoveDialogProps } from "./types";

/** Takes a counter-offer, or a bid back. */
export function MoveDialog({ trigger, bid, move, kind }: MoveDialogProps & WithTrigger) {
  const { label } = MOVES[kind];
  const run = () => move(bid.agentId, bid.id, kind);
  if (kind === "accept_counter" && bid.counter !== null) {
    return (
      <FormDialog
        trigger={trigger}
        title={`Take the offer of ${formatMoney(bid.counter)}?`}
        lead={<p>The bid then stands at this price. The buyer still has to accept it.</p>}
        submit={label}
        busy="Sending…"
        done="The buyer was told that the price is agreed."
        run={run}
      />
    );
  }
  return (
    <FormDialog
      trigger={trigger}
      title="Withdraw this bid?"
      lead={<p>The buyer is told. The agent may bid again after 5 minutes.</p>}
      submit={label}
      busy="Sending…"
      done="The bid was withdrawn."
      danger
      run={run}
    />
  );
}
