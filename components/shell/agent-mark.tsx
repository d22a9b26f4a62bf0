import { Layers } from "lucide-react";
import type { AgentChoice } from "../agents/types";
import { Avatar } from "../ui/avatar";

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
