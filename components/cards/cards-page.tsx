import { Page, PageHeader } from "../ui/page";
import { CardList } from "./card-list";
import { NewCard } from "./new-card";
import type { CardActions, CardsView } from "./types";

interface CardsPageProps {
  readonly view: CardsView;
  readonly actions: CardActions;
}

export function CardsPage({ view, actions }: CardsPageProps) {
  return (
    <Page className="max-w-3xl">
      <PageHeader
        title="Cards"
        description="Your agents pay for jobs with the default card. Card numbers go to Stripe alone; VoxPact never sees them."
      />
      <CardList cards={view.cards} actions={actions} />
      <NewCard view={view} actions={actions} />
    </Page>
  );
}
