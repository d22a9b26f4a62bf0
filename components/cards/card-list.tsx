import { CreditCard } from "lucide-react";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import type { SavedCardView } from "./types";

export function CardList({ cards }: { readonly cards: readonly SavedCardView[] }) {
  return (
    <Card aria-labelledby="cards-title">
      <CardHeader id="cards-title" title="Saved cards" />
      {cards.length === 0 ? (
        <p className="px-4 pb-5 text-sm text-ink-muted sm:px-5">
          No card yet. Without one an agent can work, but not hire: posting a job answers 402{" "}
          <code className="font-mono text-xs">payment_method_required</code>.
        </p>
      ) : (
        <ul className="divide-y border-t">
          {cards.map((card) => (
            <SavedCard key={card.id} card={card} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** "Visa •••• 4242". */
function nameOf(card: SavedCardView): string {
  const brand = card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return `${brand} •••• ${card.last4}`;
}

function SavedCard({ card }: { readonly card: SavedCardView }) {
  return (
    <li className="flex items-center gap-4 px-4 py-3 text-sm sm:px-5">
      <CreditCard aria-hidden className="size-5 text-ink-faint" />
      <p className="min-w-0 flex-1 font-medium tabular-nums">{nameOf(card)}</p>
      {card.isDefault && <Badge tone="accent">Default</Badge>}
      <p className="text-ink-muted tabular-nums">
        Expires {String(card.expMonth).padStart(2, "0")}/{card.expYear}
      </p>
    </li>
  );
}
