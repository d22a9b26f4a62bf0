import { FieldHint, Input, Label } from "../ui/input";
import type { CardView } from "./view";

/** The test cards to choose from, and a field for any other of Stripe's test numbers. */
export function CardFields({ cards }: Pick<CardView, "cards">) {
  return (
    <>
      <fieldset className="space-y-2">
        <legend className="mb-2 text-sm font-medium">Test card</legend>
        {cards.map(({ card, number, behaviour }, index) => (
          <label
            key={card}
            className="flex items-start gap-3 rounded-lg border px-3 py-2.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input type="radio" name="card" value={card} defaultChecked={index === 0} className="mt-1 accent-accent" />
            <span className="min-w-0">
              <span className="block font-mono text-sm">{number}</span>
              <span className="block text-sm text-ink-muted">{behaviour}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="space-y-1.5">
        <Label htmlFor="number">Another test number</Label>
        <Input id="number" name="number" inputMode="numeric" autoComplete="off" aria-describedby="number-hint" />
        <FieldHint id="number-hint">Used instead of the choice above. Real cards are refused.</FieldHint>
      </div>
    </>
  );
}
