"use client";

import { useState, type KeyboardEvent, type PointerEvent } from "react";
import { cn } from "./cn";

/** One bar. */
interface Bar {
  /** "16 Nov 2026". */
  readonly label: string;
  readonly value: number;
  /** The value as people read it. */
  readonly text: string;
}

/** From the lowest value to the highest; charts side by side share one. */
interface Scale {
  readonly least: number;
  readonly most: number;
  /** The highest value as people read it. */
  readonly text: string;
}

interface BarChartProps {
  /** What is shown. */
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly scale: Scale;
  /** A class that sets the bars' colour: "fill-accent". */
  readonly fill: string;
  /** Said below the last bar. */
  readonly end: string;
}

const WIDTH = 240;
const HEIGHT = 64;
const GAP = 4;
/** What is there must be seen. */
const LEAST = 1.5;

/**
 * Bars over a common zero, with the scale above and the first and last week below; in place of those the value of the bar that is
 * pointed at, or that the arrow keys have reached.
 */
export function BarChart({ label, bars, scale, fill, end }: BarChartProps) {
  const [at, setAt] = useState<number | null>(null);
  const last = bars.length - 1;
  const shown = at === null ? undefined : bars[at];
  const textOf = (bar: Bar | undefined) => (bar === undefined ? "" : `Week of ${bar.label}: ${bar.text}`);

  function point({ currentTarget, clientX }: PointerEvent) {
    const { left, width } = currentTarget.getBoundingClientRect();
    setAt(Math.max(0, Math.min(last, Math.floor(((clientX - left) / width) * bars.length))));
  }

  function move(event: KeyboardEvent) {
    const from = at ?? last;
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, next)));
  }

  return (
    <div className="space-y-2">
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-readonly
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at ?? last}
        aria-valuetext={textOf(shown ?? bars[last])}
        onPointerMove={point}
        onPointerLeave={() => setAt(null)}
        onKeyDown={move}
        onFocus={() => setAt((before) => before ?? last)}
        onBlur={() => setAt(null)}
      >
        <p aria-hidden className="text-right text-2xs text-ink-faint tabular-nums">
          {scale.text}
        </p>
        <Bars bars={bars} scale={scale} fill={fill} at={at} />
      </div>
      <p aria-hidden className="flex justify-between gap-3 text-xs whitespace-nowrap text-ink-muted">
        {shown === undefined ? (
          <>
            <span>{bars[0]?.label}</span>
            <span>{end}</span>
          </>
        ) : (
          <span className="font-medium text-ink tabular-nums">{textOf(shown)}</span>
        )}
      </p>
    </div>
  );
}

function Bars({
  bars,
  scale,
  fill,
  at,
}: Pick<BarChartProps, "bars" | "scale" | "fill"> & { readonly at: number | null }) {
  const range = scale.most - scale.least;
  const unit = range === 0 ? 0 : HEIGHT / range;
  const zero = range === 0 ? HEIGHT : scale.most * unit;
  const step = WIDTH / Math.max(1, bars.length);
  return (
    <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT + 1}`} className="h-auto w-full overflow-visible">
      <line x1={0} x2={WIDTH} y1={0} y2={0} strokeWidth={1} strokeDasharray="2 3" className="stroke-line" />
      {bars.map(({ label, value }, index) => {
        const height = value === 0 ? 0 : Math.max(LEAST, Math.abs(value) * unit);
        return (
          <rect
            key={label}
            x={index * step + GAP / 2}
            y={value >= 0 ? zero - height : zero}
            width={step - GAP}
            height={height}
            rx={1.5}
            className={cn(fill, at !== null && at !== index && "opacity-40")}
          />
        );
      })}
      <line x1={0} x2={WIDTH} y1={zero} y2={zero} strokeWidth={1} className="stroke-line" />
    </svg>
  );
}
