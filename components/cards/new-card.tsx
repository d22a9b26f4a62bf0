import { Card, CardBody, CardHeader } from "../ui/card";
import { StripeCardForm } from "./stripe-card-form";
import { TestCardForm } from "./test-card-form";
import type { CardActions, CardsView } from "./types";

interface NewCardProps {
  readonly view: CardsView;
  readonly actions: CardActions;
}

export function NewCard({ view, actions }: NewCardProps) {
  return (
    <Card aria-labelledby="new-card-title">
      <CardHeader
        id="new-card-title"
        title="Add a card"
        description={
          view.entry.mode === "sandbox"
            ? "The sandbox takes Stripe's test cards. Each behaves as Stripe's does."
            : "Stripe asks for the number and, where your bank wants it, for a confirmation."
        }
      />
      <CardBody>
        {view.entry.mode === "sandbox" ? (
          <TestCardForm beginSetup={actions.beginSetup} saveCard={actions.saveCard} />
        ) : (
          <StripeCardForm
            publishableKey={view.entry.publishableKey}
            beginSetup={actions.beginSetup}
            saveCard={actions.saveCard}
          />
        )}
      </CardBody>
    </Card>
  );
}
