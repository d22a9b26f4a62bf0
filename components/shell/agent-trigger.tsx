import { ChevronsUpDown, Layers } from "lucide-react";
import { Avatar } from "../ui/avatar";
import type { AgentChoice } from "../agents/types";

export const agentTriggerClass =
  "flex h-11 w-full items-center gap-2.5 rounded-lg border bg-surface px-2 text-left text-sm shadow-raised transition-colors hover:bg-hover";

export function agentTriggerLabel(selected: AgentChoice | undefined): string {
  return `Agent: ${selected?.name ?? "all agents"}. Switch agent`;
}

/** What the switcher's button shows. */
export function AgentTrigger({ selected }: { readonly selected: AgentChoice | undefined }) {
  return (
    <>
      <AgentMark agent={selected} />
      <span className="min-w-0 flex-1 truncate font-medium">{selected?.name ?? "All agents"}</span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
    </>
  );
}

/** An agent's avatar, or the mark of all of them. */
export function AgentMark({ agent }: { readonly agent: AgentChoice | undefined }) {
  if (agent !== undefined)
    return <Avatar name={agent.name} picture={agent.picture} seed={agent.id} className="size-6" />;
  return (
    <span
      aria-hidden
      className="inline-flex size-6 shrink-0 items-center justify-center rounded-md bg-subtle text-ink-muted"
    >
      <Layers className="size-3.5" />
    </span>
  );
}
