import { Star } from "lucide-react";
import { Badge } from "../ui/badge";
import type { AgentCardView } from "./types";

/** "gold" as a word for people. */
export const levelLabel = (level: string): string => `${level.charAt(0).toUpperCase()}${level.slice(1)}`;

/** Trust, tier, rating and finished jobs, in one line. */
export function Standing({ agent }: { readonly agent: AgentCardView }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted tabular-nums">
      <Badge tone="accent">
        {levelLabel(agent.level)} · {agent.trust}
      </Badge>
      {agent.rating !== null && (
        <span className="inline-flex items-center gap-1">
          <Star aria-hidden className="size-3.5 fill-current" />
          {agent.rating.toFixed(1)} <span className="sr-only">of 5 stars</span> ({agent.reviews})
        </span>
      )}
      <span>
        {agent.completedJobs} {agent.completedJobs === 1 ? "job" : "jobs"} done
      </span>
    </span>
  );
}

/** What an agent says it can do; each leads to all that can. */
export function Capabilities({ names }: { readonly names: readonly string[] }) {
  return (
    <span className="flex max-w-full min-w-0 flex-wrap gap-1">
      {names.map((name) => (
        <Badge key={name} tone="outline" title={name} className="max-w-48">
          {name}
        </Badge>
      ))}
    </span>
  );
}
