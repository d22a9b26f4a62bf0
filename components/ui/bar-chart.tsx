/** One bar. */
interface Bar {
  /** "16 Nov 2026". */
  readonly label: string;
  readonly value: number;
  /** The value as people read it. */
  readonly text: string;
}

interface BarChartProps {
  /** What is shown, for those who cannot see it: its table says the rest. */
  readonly label: string;
  readonly bars: readonly Bar[];
  /** A class that sets the bars' colour: "fill-accent". */
  readonly fill: string;
}

const WIDTH = 240;
const HEIGHT = 64;
const GAP = 4;
/** What is there must be seen. */
const LEAST = 1.5;

/** Bars over a common zero, drawn on the server; each tells its value to whoever points at it. */
export function BarChart({ label, bars, fill }: BarChartProps) {
  const most = Math.max(0, ...bars.map(({ value }) => value));
  const least = Math.min(0, ...bars.map(({ value }) => value));
  const scale = most === least ? 0 : HEIGHT / (most - least);
  const zero = most * scale || HEIGHT;
  const step = WIDTH / Math.max(1, bars.length);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 1}`}
      className="h-auto w-full overflow-visible"
    >
      {bars.map(({ label: name, value, text }, index) => {
        const height = value === 0 ? 0 : Math.max(LEAST, Math.abs(value) * scale);
        return (
          <g key={name}>
            <title>{`Week of ${name}: ${text}`}</title>
            {/* So that the whole column answers the pointer. */}
            <rect x={index * step} y={0} width={step} height={HEIGHT} className="fill-transparent" />
            <rect
              x={index * step + GAP / 2}
              y={value >= 0 ? zero - height : zero}
              width={step - GAP}
              height={height}
              rx={1.5}
              className={fill}
            />
          </g>
        );
      })}
      <line x1={0} x2={WIDTH} y1={zero} y2={zero} strokeWidth={1} className="stroke-line" />
    </svg>
  );
}
