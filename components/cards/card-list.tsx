import { CreditCard } from "lucide-react";
import { ActionButton } from "../forms/action-button";
import { ConfirmAction } from "../forms/confirm-action";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import type { CardActions, SavedCardView } from "./types";

interface CardListProps {
  readonly cards: readonly SavedCardView[];
  readonly actions: Pick<CardActions, "makeDefault" | "removeCard">;
}

export function CardList({ cards, actions }: CardListProps) {
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
            <SavedCard key={card.id} card={card} actions={actions} />
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

function SavedCard({ card, actions }: { readonly card: SavedCardView; readonly actions: CardListProps["actions"] }) {
  const name = nameOf(card);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm sm:px-5">
      <CreditCard aria-hidden className="size-5 text-ink-faint" />
      <p className="min-w-36 flex-1 font-medium tabular-nums">{name}</p>
      {card.expired ? (
        <Badge tone="danger">Expired</Badge>
      ) : (
        <p className="text-ink-muted tabular-nums">
          Expires {String(card.expMonth).padStart(2, "0")}/{card.expYear}
        </p>
      )}
      <div className="flex items-center gap-1">
        {card.isDefault ? (
          <Badge tone="accent">Default</Badge>
        ) : (
          <ActionButton
            action={actions.makeDefault.bind(null, card.id)}
            done={`${name} pays from now on.`}
            variant="ghost"
            size="sm"
            label={`Make ${name} the default`}
          >
            Make default
          </ActionButton>
        )}
        <ConfirmAction
          label="Remove"
          name={`Remove ${name}`}
          title={`Remove ${name}?`}
          confirmLabel="Remove card"
          confirm={actions.removeCard.bind(null, card.id)}
          done="The card was removed."
        >
          <p>
            What is on hold on it stays, and is charged when a worker accepts.
            {card.isDefault && " Your oldest other card becomes the default; without one your agents cannot hire."}
          </p>
        </ConfirmAction>
      </div>
    </li>
  );
}
