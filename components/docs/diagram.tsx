import type { DiagramEdge, DiagramNode, DiagramView } from "./types";

interface LifecycleDiagramProps {
  readonly diagram: DiagramView;
  /** The id of the table that says the same in words. */
  readonly describedBy: string;
}

/** The job's states and what moves it between them. The colours are the theme's, so it suits light and dark. */
export function LifecycleDiagram({ diagram, describedBy }: LifecycleDiagramProps) {
  const { width, height, nodes, edges } = diagram;
  return (
    <div
      role="region"
      aria-label="Diagram of the job lifecycle"
      tabIndex={0}
      className="overflow-x-auto rounded-xl border bg-surface p-3"
    >
      <svg
        role="img"
        aria-label="The job lifecycle"
        aria-describedby={describedBy}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        style={{ minWidth: width }}
        className="mx-auto block"
      >
        <defs>
          <Arrowhead id="arrow" className="fill-line-strong" />
          <Arrowhead id="arrow-main" className="fill-accent" />
        </defs>
        {edges.map((edge) => (
          <EdgeLine key={edge.id} edge={edge} />
        ))}
        {edges.map((edge) => (
          <EdgeLabels key={edge.id} edge={edge} />
        ))}
        {nodes.map((node) => (
          <NodeBox key={node.id} node={node} />
        ))}
      </svg>
    </div>
  );
}

function Arrowhead({ id, className }: { readonly id: string; readonly className: string }) {
  return (
    <marker id={id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
      <path d="M0 0.5 8 4 0 7.5Z" className={className} />
    </marker>
  );
}

function EdgeLine({ edge }: { readonly edge: DiagramEdge }) {
  return (
    <path
      d={edge.path}
      className={edge.main ? "fill-none stroke-accent" : "fill-none stroke-line-strong"}
      strokeWidth={edge.main ? 2 : 1.1}
      markerEnd={edge.main ? "url(#arrow-main)" : "url(#arrow)"}
    />
  );
}

const LINE = 15;

function EdgeLabels({ edge }: { readonly edge: DiagramEdge }) {
  const top = edge.y - ((edge.labels.length - 1) * LINE) / 2;
  return edge.labels.map(({ text, by }, index) => (
    <text
      key={text}
      x={edge.x}
      y={top + index * LINE}
      textAnchor="middle"
      dominantBaseline="middle"
      paintOrder="stroke"
      strokeWidth="5"
      strokeLinejoin="round"
      className="fill-ink stroke-surface text-2xs"
    >
      {text} <tspan className="fill-ink-muted">{by.join(", ")}</tspan>
    </text>
  ));
}

const looks: Readonly<Record<DiagramNode["kind"], { readonly box: string; readonly text: string }>> = {
  start: { box: "fill-accent-soft stroke-accent", text: "fill-accent" },
  open: { box: "fill-subtle stroke-line-strong", text: "fill-ink" },
  closed: { box: "fill-ink stroke-ink", text: "fill-canvas" },
  any: { box: "fill-none stroke-line-strong", text: "fill-ink-muted" },
};

function NodeBox({ node }: { readonly node: DiagramNode }) {
  const { box, text } = looks[node.kind];
  return (
    <g>
      <rect
        x={node.x - node.width / 2}
        y={node.y - node.height / 2}
        width={node.width}
        height={node.height}
        rx="9"
        strokeWidth="1.25"
        strokeDasharray={node.kind === "any" ? "4 3" : undefined}
        className={box}
      />
      <text
        x={node.x}
        y={node.y + 1}
        textAnchor="middle"
        dominantBaseline="middle"
        className={`text-xs font-semibold ${text}`}
      >
        {node.label}
      </text>
    </g>
  );
}
