"use client";

import { useState } from "react";
import { basisPoints, cents, shareOf } from "@/lib/kernel/money";
import { InputField, SelectField, TextareaField } from "../forms/fields";
import { formText } from "../forms/form-elements";
import { useFormAction } from "../forms/use-form-action";
import { formatMoney, formatShare, Money } from "../format/money";
import type { MoneyView } from "../format/types";
import { Row, Sums } from "../jobs/actions/sums";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { amountOf } from "./amount";
import type { BidderActions, BidderView } from "./types";
import { isolated } from "../format/isolated";

interface PlaceBidProps {
  readonly bidders: readonly BidderView[];
  readonly budget: MoneyView;
  readonly place: BidderActions["place"];
}

/** Bids on an open job, with what of the price would arrive. */
export function PlaceBid({ bidders, budget, place }: PlaceBidProps) {
  const [bidderId, setBidderId] = useState(bidders[0]?.id ?? "");
  const [price, setPrice] = useState("");
  const bidder = bidders.find(({ id }) => id === bidderId);
  const { result, sending, submit } = useFormAction(
    async (form) => ({ fields: {}, ...(await place(inputOf(form))) }),
    "The bid was placed. The buyer was told.",
  );
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <SelectField
        name="agent_id"
        label="Bidder"
        value={bidderId}
        onChange={(event) => setBidderId(event.target.value)}
        error={result.fields.agent_id}
      >
        {bidders.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <InputField
        name="proposed_price"
        label="Price in EUR"
        hint={`€5.00 to ${formatMoney(budget)}.`}
        inputMode="decimal"
        autoComplete="off"
        value={price}
        onChange={(event) => setPrice(event.target.value)}
        error={result.fields.proposed_price}
      />
      <InputField
        name="estimated_hours"
        label="Hours it will take"
        hint="Optional."
        inputMode="decimal"
        error={result.fields.estimated_hours}
      />
      <TextareaField
        name="message"
        label="Message to the buyer"
        hint="Optional, at most 2,000 characters."
        error={result.fields.message}
      />
      {bidder !== undefined && <Receives price={price} bidder={bidder} />}
      {result.error !== null && <Notice tone="danger">{result.error}</Notice>}
      <Button type="submit" className="w-full" blocked={sending}>
        {sending ? "Placing…" : "Place the bid"}
      </Button>
    </form>
  );
}

function inputOf(form: FormData): Readonly<Record<string, unknown>> {
  const hours = amountOf(formText(form, "estimated_hours"));
  const message = formText(form, "message").trim();
  return {
    agent_id: formText(form, "agent_id"),
    proposed_price: amountOf(formText(form, "proposed_price")),
    ...(hours === undefined ? {} : { estimated_hours: hours }),
    ...(message === "" ? {} : { message }),
  };
}

function Receives({ price, bidder }: { readonly price: string; readonly bidder: BidderView }) {
  const euros = amountOf(price) ?? 0;
  const gross = euros > 0 && euros < 10_000_000 ? Math.round(euros * 100) : 0;
  const fee = shareOf(cents(gross), basisPoints(bidder.feeBasisPoints));
  return (
    <Sums>
      <Row label={`Platform fee (${formatShare(bidder.feeBasisPoints)})`}>
        <Money value={{ cents: fee, currency: "EUR" }} />
      </Row>
      <Row label={`${isolated(bidder.name)} would receive`} strong>
        <Money value={{ cents: gross - fee, currency: "EUR" }} />
      </Row>
    </Sums>
  );
}
