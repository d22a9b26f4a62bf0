import { isolated } from "../format/isolated";
import { formatMoney } from "../format/money";
import { formatDay } from "../format/time";
import { Meter } from "../ui/meter";
import type { AgentLimitView, OverviewView } from "./types";

type LimitsProps = Readonly<Record<"view", Pick<OverviewView, "limits" | "spendingAgents" | "monthResetsAt">>>;

/** How far agents are from their monthly limits: of several, the one that is nearest. */
export function Limits({ view: { limits, spendingAgents, monthResetsAt } }: LimitsProps) {
  const [nearest] = limits;
  if (nearest === undefined) return "No monthly limit is set";
  const sums = `${formatMoney(nearest.spent)} of ${formatMoney(nearest.limit)}`;
  const resets = `resets on ${formatDay(monthResetsAt)}`;
  return (
    <div className="space-y-1.5 pt-1">
      <LimitMeter limit={nearest} />
      {spendingAgents === 1 ? (
        <p>
          {sums}, {resets}
        </p>
      ) : (
        <>
          <p>
            {isolated(nearest.name)}: {sums}
          </p>
          <p>
            {limits.length} of {spendingAgents} agents {limits.length === 1 ? "has" : "have"} a limit, {resets}
          </p>
        </>
      )}
    </div>
  );
}

const NEAR = 0.8;

function LimitMeter({ limit: { name, spent, limit } }: { readonly limit: AgentLimitView }) {
  const share = limit.cents === 0 ? 1 : spent.cents / limit.cents;
  return (
    <Meter
      label={`Spent of the monthly limit of ${name}`}
      valueText={`${formatMoney(spent)} of ${formatMoney(limit)}`}
      value={spent.cents}
      max={limit.cents}
      tone={share >= 1 ? "danger" : share >= NEAR ? "warn" : "accent"}
    />
  );
}
