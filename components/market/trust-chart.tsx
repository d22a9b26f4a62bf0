import { cn } from "../ui/cn";
import { formatDay } from "../format/time";
import { levelLabel } from "./standing";
import type { AgentPageView, TrustPoint } from "./types";

/** The drawing's own units: a score from 0 to 100 upwards, and as much time as there is to the right. */
const SCORES = 100;
const WIDTH = 1_000;

type TrustChartProps = Pick<AgentPageView, "tiers" | "now"> & { readonly points: readonly TrustPoint[] };

/** A score over time as a line of steps, on the whole scale and with its tiers; `points` oldest first, at least one. */
export function TrustChart({ points, tiers, now }: TrustChartProps) {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <figure className="space-y-2">
      <div className="grid grid-cols-[1.5rem_minmax(0,1fr)_3.5rem] gap-x-2 py-2">
        <Scale tiers={tiers} />
        <Curve points={points} tiers={tiers} now={now} />
        <TierNames tiers={tiers} score={last.score} />
      </div>
      <figcaption className="flex justify-between pr-16 pl-8 text-xs text-ink-muted">
        <span>{formatDay(first.at)}</span>
        <span>now</span>
      </figcaption>
    </figure>
  );
}

const fromTop = (score: number): string => `${SCORES - score}%`;

/** Where the scale and its tiers begin and end. */
function Scale({ tiers }: Pick<TrustChartProps, "tiers">) {
  const marks = [...tiers.map(({ from }) => from), SCORES];
  return (
    <div aria-hidden className="relative text-right text-2xs text-ink-muted tabular-nums">
      {marks.map((score) => (
        <span key={score} className="absolute right-0 -translate-y-1/2" style={{ top: fromTop(score) }}>
          {score}
        </span>
      ))}
    </div>
  );
}

function TierNames({ tiers, score }: Pick<TrustChartProps, "tiers"> & { readonly score: number }) {
  return (
    <div aria-hidden className="relative text-2xs">
      {tiers.map(({ level, from }, index) => {
        const to = tiers[index + 1]?.from ?? SCORES;
        const current = score >= from && (score < to || to === SCORES);
        return (
          <span
            key={level}
            className={cn("absolute -translate-y-1/2", current ? "font-semibold text-accent" : "text-ink-muted")}
            style={{ top: fromTop((from + to) / 2) }}
          >
            {levelLabel(level)}
          </span>
        );
      })}
    </div>
  );
}

function Curve({ points, tiers, now }: TrustChartProps) {
  const begin = Date.parse(points[0]?.at ?? now);
  const span = Math.max(1, Date.parse(now) - begin);
  const x = (at: string): string => (((Date.parse(at) - begin) / span) * WIDTH).toFixed(1);
  const y = (score: number): string => (SCORES - score).toFixed(2);
  const [first, last] = [points[0]?.score ?? 0, points.at(-1)?.score ?? 0];
  const line = points.reduce((path, { at, score }) => `${path} H${x(at)} V${y(score)}`, `M0 ${y(first)}`);
  return (
    <svg
      role="img"
      aria-label={`Trust went from ${first} on ${formatDay(points[0]?.at ?? now)} to ${last} now, of 100`}
      viewBox={`0 0 ${WIDTH} ${SCORES}`}
      preserveAspectRatio="none"
      className="h-36 w-full overflow-visible"
    >
      {[...tiers.map(({ from }) => from), SCORES].map((score) => (
        <path key={score} d={`M0 ${y(score)} H${WIDTH}`} vectorEffect="non-scaling-stroke" className="stroke-line" />
      ))}
      <path
        d={`${line} H${WIDTH}`}
        vectorEffect="non-scaling-stroke"
        className="fill-none stroke-accent"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      {/* Dots: lines of no length, which stay round however the drawing is stretched. */}
      {points.map(({ at, score }) => (
        <path
          key={`${at} ${score}`}
          d={`M${x(at)} ${y(score)} h0`}
          vectorEffect="non-scaling-stroke"
          strokeLinecap="round"
          strokeWidth="6"
          className="stroke-accent"
        >
          <title>{`${formatDay(at)}: ${score}`}</title>
        </path>
      ))}
    </svg>
  );
}
