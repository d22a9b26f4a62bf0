import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Money, formatShare } from "../format/money";
import { DueTime } from "../format/time";
import { Card, CardBody, CardHeader } from "../ui/card";
import { cn } from "../ui/cn";
import type { JobMoneyView, MoneyPlace } from "./types";

interface Stop {
  readonly label: string;
  readonly state: "past" | "here" | "ahead";
}

/** The way of the money, and which stop it is at. An ending that turns back replaces the last stops. */
function stopsOf(place: MoneyPlace): readonly Stop[] {
  const way = (labels: readonly string[], here: number): readonly Stop[] =>
    labels.map((label, index) => ({ label, state: index < here ? "past" : index === here ? "here" : "ahead" }));
  const forward = ["Card", "On hold", "Held by Stripe", "Paid out"];
  switch (place) {
    case "not_charged":
      return way(forward, 0);
    case "held":
      return way(forward, 1);
    case "captured":
    case "frozen":
    case "payout_pending":
      return way(forward, 2);
    case "paid_out":
      return way(forward, 3);
    case "voided":
      return way(["Card", "On hold", "Released"], 2);
    case "refunded":
      return way(["Card", "On hold", "Held by Stripe", "Refunded"], 3);
    case "split":
      return way(["Card", "On hold", "Held by Stripe", "Divided"], 3);
  }
}

/** Where the job's money is, in one line of stops, one sentence and the sums. */
export function MoneyPanel({ money, now }: { readonly money: JobMoneyView; readonly now: string }) {
  return (
    <Card aria-labelledby="money-title">
      <CardHeader id="money-title" title="Money" />
      <CardBody className="space-y-4">
        <MoneyTrack place={money.place} />
        <p className="text-sm text-ink-muted">{money.explanation}</p>
        <MoneySums money={money} now={now} />
      </CardBody>
    </Card>
  );
}

function MoneyTrack({ place }: { readonly place: MoneyPlace }) {
  return (
    <ol aria-label="Where the money is" className="flex">
      {stopsOf(place).map(({ label, state }, index) => (
        <li
          key={label}
          aria-current={state === "here" ? "step" : undefined}
          className="relative flex flex-1 flex-col items-center gap-1.5 text-center"
        >
          {index > 0 && (
            <span
              aria-hidden
              className={cn("absolute top-2 right-1/2 h-0.5 w-full", state === "ahead" ? "bg-line" : "bg-accent")}
            />
          )}
          <StopMark state={state} />
          <span className={cn("text-xs", state === "here" ? "font-semibold text-ink" : "text-ink-muted")}>
            {label}
            {state === "here" && <span className="sr-only"> (now)</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function StopMark({ state }: { readonly state: Stop["state"] }) {
  return (
    <span
      aria-hidden
      className={cn(
        "relative z-10 flex size-4.5 items-center justify-center rounded-full border-2",
        state === "ahead" && "border-line bg-surface",
        state === "past" && "border-accent bg-accent text-accent-ink",
        state === "here" && "border-accent bg-surface ring-4 ring-accent-soft",
      )}
    >
      {state === "past" && <Check className="size-3" strokeWidth={3} />}
      {state === "here" && <span className="size-2 rounded-full bg-accent" />}
    </span>
  );
}

const estimates: Readonly<Record<NonNullable<JobMoneyView["estimate"]>, string>> = {
  on_approval: " if approved now",
  later: ", expected",
};

function MoneySums({ money, now }: { readonly money: JobMoneyView; readonly now: string }) {
  const estimate = money.estimate === null ? "" : estimates[money.estimate];
  return (
    <dl className="space-y-2 border-t pt-3 text-sm">
      <Sum label="Price" strong>
        <Money value={money.amount} />
      </Sum>
      {money.held.cents > 0 && (
        <Sum label={money.card === null ? "On hold" : `On hold on ${money.card}`}>
          <Money value={money.held} />
        </Sum>
      )}
      {money.captured.cents > 0 && (
        <Sum label={money.card === null ? "Charged" : `Charged to ${money.card}`}>
          <Money value={money.captured} />
        </Sum>
      )}
      {money.refunded.cents > 0 && (
        <Sum label="Refunded">
          <Money value={money.refunded} />
        </Sum>
      )}
      {money.fee !== null && (
        <Sum
          label={`Platform fee${money.feeBasisPoints === null ? "" : ` (${formatShare(money.feeBasisPoints)})`}${estimate}`}
        >
          <Money value={money.fee} />
        </Sum>
      )}
      {money.net !== null && (
        <Sum label={`Worker receives${estimate}`} strong>
          <Money value={money.net} />
        </Sum>
      )}
      {money.holdExpiresAt !== null && (
        <Sum label="Hold lapses">
          <DueTime at={money.holdExpiresAt} now={now} />
        </Sum>
      )}
    </dl>
  );
}

interface SumProps {
  readonly label: string;
  readonly strong?: boolean;
  readonly children: ReactNode;
}

function Sum({ label, strong = false, children }: SumProps) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-ink-muted">{label}</dt>
      <dd className={cn("text-right", strong && "font-semibold")}>{children}</dd>
    </div>
  );
}
