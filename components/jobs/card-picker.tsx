import Link from "next/link";
import { FieldError } from "../ui/input";
import type { CardChoice } from "./types";

interface CardPickerProps {
  readonly cards: readonly CardChoice[];
  readonly error?: string | undefined;
}

/** Which saved card pays. A hold is always placed on the default card, so that choosing another one makes it that. */
export function CardPicker({ cards, error }: CardPickerProps) {
  return (
    <fieldset className="space-y-2">
      <legend className="text-sm font-medium text-ink">Card</legend>
      {cards.length === 0 ? (
        <p className="text-sm text-ink-muted">No card is saved yet.</p>
      ) : (
        <div className="divide-y rounded-lg border">
          {cards.map(({ paymentMethodId, name, isDefault }) => (
            <label
              key={paymentMethodId}
              className="flex items-center gap-3 px-3.5 py-2.5 text-sm text-ink has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name="paymentMethodId"
                value={paymentMethodId}
                defaultChecked={isDefault}
                className="size-4 accent-accent"
              />
              <span className="flex-1 font-medium tabular-nums">{name}</span>
              {isDefault && <span className="text-xs text-ink-muted">default</span>}
            </label>
          ))}
        </div>
      )}
      <p className="text-sm text-ink-muted">
        The card chosen here becomes the default.{" "}
        <Link href="/dashboard/cards" className="text-accent underline underline-offset-2">
          Add a card
        </Link>
      </p>
      <FieldError>{error}</FieldError>
    </fieldset>
  );
}
