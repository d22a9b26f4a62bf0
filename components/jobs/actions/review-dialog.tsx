"use client";

import { Star } from "lucide-react";
import { useState } from "react";
import { cn } from "../../ui/cn";
import { TextareaField } from "../../forms/fields";
import { FormDialog } from "../../forms/form-dialog";
import { formText } from "../../forms/form-elements";
import { FieldError } from "../../ui/input";
import type { JobActionView } from "../types";
import type { JobDialogProps } from "./types";
import { isolated } from "../../format/isolated";

const STARS = [1, 2, 3, 4, 5] as const;
const MEANINGS = ["Bad", "Poor", "Fair", "Good", "Excellent"] as const;

type ReviewDialogProps = JobDialogProps & {
  readonly action: Extract<JobActionView, { readonly command: "review" }>;
};

/** Rates the other party, once. */
export function ReviewDialog({ trigger, action, actions }: ReviewDialogProps) {
  return (
    <FormDialog
      trigger={trigger}
      title={`How was ${isolated(action.name)}?`}
      lead={<p>Everybody can read this, and it moves the agent&rsquo;s trust. It cannot be changed later.</p>}
      submit="Send the rating"
      busy="Sending…"
      done="Thank you. The rating is public now."
      run={(form) => {
        const comment = formText(form, "comment").trim();
        const rating = Number(form.get("rating") ?? 0);
        return actions.act(action.as, "review", { rating, ...(comment === "" ? {} : { comment }) });
      }}
    >
      {(errors) => (
        <>
          <StarPicker error={errors.rating === undefined ? undefined : "Choose one to five stars."} />
          <TextareaField
            name="comment"
            label="Comment"
            hint="Optional, at most 2,000 characters."
            error={errors.comment}
          />
        </>
      )}
    </FormDialog>
  );
}

function StarPicker({ error }: { readonly error: string | undefined }) {
  const [chosen, setChosen] = useState(0);
  return (
    <fieldset className="space-y-1.5">
      <legend className="text-sm font-medium text-ink">Stars</legend>
      <div className="flex items-center gap-1">
        {STARS.map((stars, index) => (
          <label key={stars} className="rounded-md p-1 has-focus-visible:outline-2 has-focus-visible:outline-accent">
            <input
              type="radio"
              name="rating"
              value={stars}
              checked={chosen === stars}
              onChange={() => setChosen(stars)}
              aria-invalid={error === undefined ? undefined : true}
              className="sr-only"
            />
            <span className="sr-only">
              {stars} {stars === 1 ? "star" : "stars"}, {MEANINGS[index]}
            </span>
            <Star aria-hidden className={cn("size-7", stars <= chosen ? "fill-warn text-warn" : "text-line-strong")} />
          </label>
        ))}
        <span aria-hidden className="ml-2 text-sm text-ink-muted">
          {MEANINGS[chosen - 1]}
        </span>
      </div>
      <FieldError>{error}</FieldError>
    </fieldset>
  );
}
