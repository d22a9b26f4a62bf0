"use client";

import { CreditCard } from "lucide-react";
import { useTransition } from "react";
import { toast } from "sonner";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import type { CardResult, SavedCardView } from "./types";

interface CardListProps {
  readonly cards: readonly SavedCardView[];
  readonly remove: (cardId: string) => Promise<CardResult>;
  readonly makeDefault: (cardId: string) => Promise<CardResult>;
}

export function CardList({ cards, remove, makeDefault }: CardListProps) {
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
            <SavedCard key={card.id} card={card} remove={remove} makeDefault={makeDefault} />
          ))}
        </ul>
      )}
    </Card>
  );
}

interface SavedCardProps {
  readonly card: SavedCardView;
  readonly remove: (cardId: string) => Promise<CardResult>;
  readonly makeDefault: (cardId: string) => Promise<CardResult>;
}

/** "Visa •••• 4242". */
function nameOf(card: SavedCardView): string {
  const brand = card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return `${brand} •••• ${card.last4}`;
}

function SavedCard({ card, remove, makeDefault }: SavedCardProps) {
  const [busy, start] = useTransition();
  const name = nameOf(card);

  function run(action: () => Promise<CardResult>, done: string) {
    start(async () => {
      const { error } = await action();
      if (error === null) toast.success(done);
      else toast.error(error);
    });
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm sm:px-5">
      <CreditCard aria-hidden className="size-5 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium tabular-nums">
          {name}
          {card.isDefault && <Badge tone="accent">Default</Badge>}
        </p>
        <p className="text-ink-muted tabular-nums">
          Expires {String(card.expMonth).padStart(2, "0")}/{card.expYear}
        </p>
      </div>
      <div className="flex gap-1">
        {!card.isDefault && (
          <Button
            variant="ghost"
            size="sm"
            disabled={busy}
            aria-label={`Make ${name} the default`}
            onClick={() => run(() => makeDefault(card.id), `${name} pays from now on.`)}
          >
            Make default
          </Button>
        )}
        <Button
          variant="ghost"
          size="sm"
          disabled={busy}
          aria-label={`Remove ${name}`}
          onClick={() => run(() => remove(card.id), `${name} was removed.`)}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}
