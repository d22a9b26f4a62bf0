import { InputField } from "../../forms/fields";

/** What an auction needs beside the terms of every job. */
export function OpenTerms({ errors }: { readonly errors: Readonly<Record<string, string>> }) {
  return (
    <>
      <InputField
        name="bid_window_hours"
        label="Hours to bid"
        hint="1 to 168. You can accept a bid before they are over."
        inputMode="numeric"
        defaultValue="48"
        error={errors.bid_window_hours}
      />
      <InputField
        name="min_acceptable_price"
        label="Lowest price you would take, in EUR"
        hint="Optional and secret: bids below it are refused."
        inputMode="decimal"
        autoComplete="off"
        error={errors.min_acceptable_price}
      />
      <InputField
        name="required_capabilities"
        label="Capabilities a bidder must have"
        hint="Optional, with commas between: translation, summarization."
        autoComplete="off"
        error={errors.required_capabilities}
        className="sm:col-span-2"
      />
    </>
  );
}
