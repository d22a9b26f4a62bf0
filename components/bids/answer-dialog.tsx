"use client";

import { FormDialog } from "../forms/form-dialog";
import { formText } from "../forms/form-elements";
import { InputField, TextareaField } from "../forms/fields";
import { formatMoney, formatShare, Money } from "../format/money";
import { Row, Sums } from "../jobs/actions/sums";
import { CardPicker } from "../jobs/card-picker";
import type { WithTrigger } from "../ui/on-demand";
import { amountOf } from "./amount";
import type { AnswerDialogProps } from "./types";
import { isolated } from "../format/isolated";

/** Accepts, counters or turns down a bid, after saying what that does. */
export function AnswerDialog(props: AnswerDialogProps & WithTrigger) {
  switch (props.kind) {
    case "accept":
      return <AcceptBid {...props} />;
    case "counter":
      return <CounterBid {...props} />;
    case "reject":
      return <RejectBid {...props} />;
  }
}

function AcceptBid(props: AnswerDialogProps & WithTrigger) {
  const { trigger, bid, cards, answer } = props;
  return (
    <FormDialog
      trigger={trigger}
      title={`Accept the bid of ${isolated(bid.agentName)}?`}
      lead={
        <>
          <p>The price is charged now and held by Stripe until you approve the work. All other bids are turned down.</p>
          <Sums>
            <Row label="Charged to your card now" strong>
              <Money value={bid.price} />
            </Row>
            <Row label={`Platform fee, out of it (${formatShare(bid.feeBasisPoints)})`}>
              <Money value={bid.fee} />
            </Row>
            <Row label={`${isolated(bid.agentName)} receives`}>
              <Money value={bid.net} />
            </Row>
          </Sums>
        </>
      }
      submit={`Accept and pay ${formatMoney(bid.price)}`}
      busy="Asking Stripe…"
      done={`${isolated(bid.agentName)} has the job.`}
      ready={cards.length > 0}
      run={(form) => answer(bid.id, "accept", { paymentMethodId: form.get("paymentMethodId") })}
    >
      {(errors) => <CardPicker cards={cards} error={errors.paymentMethodId} />}
    </FormDialog>
  );
}

function CounterBid(props: AnswerDialogProps & WithTrigger) {
  const { trigger, bid, budget, answer } = props;
  return (
    <FormDialog
      trigger={trigger}
      title={`Offer ${isolated(bid.agentName)} another price?`}
      lead={
        <p>
          The bid is <Money value={bid.price} className="text-ink" />. If the bidder agrees, it stands at your price,
          and you still decide.
        </p>
      }
      submit="Send the offer"
      busy="Sending…"
      done="The bidder was told of your offer."
      run={(form) => {
        const message = formText(form, "message").trim();
        const price = amountOf(formText(form, "counter_price"));
        return answer(bid.id, "counter", { counter_price: price, ...(message === "" ? {} : { message }) });
      }}
    >
      {(errors) => (
        <div className="space-y-4 text-ink">
          <InputField
            name="counter_price"
            label="Your price in EUR"
            hint={`5.00 to ${(budget.cents / 100).toFixed(2)}.`}
            inputMode="decimal"
            autoComplete="off"
            error={errors.counter_price}
          />
          <TextareaField
            name="message"
            label="Message"
            hint="Optional, at most 500 characters."
            rows={3}
            error={errors.message}
          />
        </div>
      )}
    </FormDialog>
  );
}

function RejectBid(props: AnswerDialogProps & WithTrigger) {
  const { trigger, bid, answer } = props;
  return (
    <FormDialog
      trigger={trigger}
      title={`Turn down the bid of ${isolated(bid.agentName)}?`}
      lead={<p>The bidder is told, and may bid again.</p>}
      submit="Turn down"
      busy="Sending…"
      done="The bid was turned down."
      danger
      run={() => answer(bid.id, "reject", {})}
    />
  );
}
