import { formatDay } from "../format/time";
import type { TrustPoint } from "./types";

const WIDTH = 320;
const HEIGHT = 80;

/** A score over time as a line of steps, drawn on the server; `points` oldest first, at least one. */
export function TrustChart({ points, now }: { readonly points: readonly TrustPoint[]; readonly now: string }) {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const begin = Date.parse(first.at);
  const span = Math.max(1, Date.parse(now) - begin);
  const scores = points.map(({ score }) => score);
  const low = Math.max(0, Math.min(...scores) - 2);
  const high = Math.min(100, Math.max(...scores) + 2);
  const x = (at: string) => ((Date.parse(at) - begin) / span) * WIDTH;
  const y = (score: number) => HEIGHT - ((score - low) / (high - low)) * HEIGHT;
  const line = points.reduce((path, { at, score }) => `${path} H${x(at).toFixed(1)} V${y(score).toFixed(1)}`, "");
  return (
    <figure className="space-y-2">
      <svg
        role="img"
        aria-label={`Trust went from ${first.score} on ${formatDay(first.at)} to ${last.score} now`}
        viewBox={`-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`}
        className="h-auto w-full overflow-visible"
      >
        <path
          d={`M0 ${y(first.score).toFixed(1)}${line} H${WIDTH}`}
          className="fill-none stroke-accent"
          strokeWidth="2"
          strokeLinejoin="round"
        />
        {points.map(({ at, score }) => (
          <circle key={`${at}${score}`} cx={x(at)} cy={y(score)} r="2.5" className="fill-accent">
            <title>{`${formatDay(at)}: ${score}`}</title>
          </circle>
        ))}
      </svg>
      <figcaption className="flex justify-between text-xs text-ink-muted">
        <span>
          {formatDay(first.at)}: {first.score}
        </span>
        <span>now: {last.score}</span>
      </figcaption>
    </figure>
  );
}
