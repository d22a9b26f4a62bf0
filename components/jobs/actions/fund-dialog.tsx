"use client";

import { formatMoney } from "../../format/money";
import { FormDialog } from "../../forms/form-dialog";
import { CardPicker } from "../card-picker";
import type { JobActionView } from "../types";
import type { JobDialogProps } from "./types";

type FundDialogProps = JobDialogProps & {
  readonly action: Extract<JobActionView, { readonly command: "fund" }>;
};

/** Tries the hold again, on a card of choice. */
export function FundDialog({ trigger, action, actions }: FundDialogProps) {
  return (
    <FormDialog
      trigger={trigger}
      title={`Hold ${formatMoney(action.amount)} again?`}
      lead={<p>The price is put on hold. It is charged when the worker accepts, and released if nobody does.</p>}
      submit="Pay again"
      busy="Asking Stripe…"
      done="The money is on hold. The worker was told."
      ready={action.cards.length > 0}
      run={(form) => actions.act(action.as, "fund", { paymentMethodId: form.get("paymentMethodId") })}
    >
      {(errors) => <CardPicker cards={action.cards} error={errors.paymentMethodId} />}
    </FormDialog>
  );
}
