import { formatMoney, Money } from "../format/money";
import { formatDay } from "../format/time";
import type { MoneyView } from "../format/types";
import { BarChart } from "../ui/bar-chart";
import { Card, CardHeader } from "../ui/card";
import { Table, Td, Th, Tr } from "../ui/table";
import type { WeekView } from "./types";

const series = [
  { key: "held", label: "Put on hold", fill: "fill-info" },
  { key: "spent", label: "Spent", fill: "fill-warn" },
  { key: "earned", label: "Earned", fill: "fill-accent" },
] as const;

type Key = (typeof series)[number]["key"];

const sumOf = (weeks: readonly WeekView[], key: Key): MoneyView => ({
  cents: weeks.reduce((sum, week) => sum + week[key].cents, 0),
  currency: "EUR",
});

/** One scale for all three, so that their bars can be compared. */
function scaleOf(weeks: readonly WeekView[]) {
  const all = weeks.flatMap((week) => series.map(({ key }) => week[key].cents));
  const most = Math.max(0, ...all);
  return { least: Math.min(0, ...all), most, text: formatMoney({ cents: most, currency: "EUR" }) };
}

/** What was held, spent and earned week by week: three charts, and the same as a table. */
export function Weeks({ weeks }: { readonly weeks: readonly WeekView[] }) {
  const first = weeks[0];
  if (first === undefined || series.every(({ key }) => weeks.every((week) => week[key].cents === 0))) return null;
  const scale = scaleOf(weeks);
  return (
    <Card aria-labelledby="weeks-title">
      <CardHeader
        id="weeks-title"
        title={`The last ${weeks.length} weeks`}
        description="Spent is what was charged less what came back. Earned is net of fees."
      />
      <div className="grid gap-x-8 gap-y-6 px-4 pb-4 sm:grid-cols-3 sm:px-5">
        {series.map(({ key, label, fill }) => (
          <figure key={key} className="min-w-0 space-y-2">
            <figcaption className="flex items-baseline justify-between gap-3 text-sm">
              <span className="text-ink-muted">{label}</span>
              <Money value={sumOf(weeks, key)} className="font-semibold" />
            </figcaption>
            <BarChart
              label={`${label} by week since ${formatDay(first.start)}, together ${formatMoney(sumOf(weeks, key))}`}
              fill={fill}
              scale={scale}
              bars={weeks.map((week) => ({
                label: formatDay(week.start),
                value: week[key].cents,
                text: formatMoney(week[key]),
              }))}
              end="this week"
            />
          </figure>
        ))}
      </div>
      <details className="border-t">
        <summary className="px-4 py-2.5 text-sm text-ink-muted hover:text-ink sm:px-5">Show as a table</summary>
        <WeeksTable weeks={weeks} />
      </details>
    </Card>
  );
}

function WeeksTable({ weeks }: { readonly weeks: readonly WeekView[] }) {
  return (
    <Table label="Money by week">
      <thead>
        <tr>
          <Th>Week of</Th>
          {series.map(({ key, label }) => (
            <Th key={key} className="text-right">
              {label}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.toReversed().map((week) => (
          <Tr key={week.start}>
            <Td className="whitespace-nowrap">{formatDay(week.start)}</Td>
            {series.map(({ key }) => (
              <Td key={key} className="text-right">
                <Money value={week[key]} />
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
