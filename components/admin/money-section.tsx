import type { ReactNode } from "react";
import { Card, CardHeader } from "../ui/card";

export interface MoneySectionProps {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly children: ReactNode;
}

/** One table of the Money page under its title. */
export function MoneySection({ id, title, description, children }: MoneySectionProps) {
  return (
    <Card aria-labelledby={`${id}-title`}>
      <CardHeader id={`${id}-title`} title={title} description={description} />
      {children}
    </Card>
  );
}
