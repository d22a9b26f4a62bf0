import { Badge, type Tone } from "../ui/badge";
import type { AgentChoice } from "./types";

const statuses: Record<AgentChoice["status"], { readonly label: string; readonly tone: Tone }> = {
  active: { label: "Active", tone: "accent" },
  pending_verification: { label: "Not activated", tone: "warn" },
  suspended: { label: "Suspended", tone: "danger" },
  deleted: { label: "Deleted", tone: "neutral" },
};

export function AgentStatusBadge({ status }: { readonly status: AgentChoice["status"] }) {
  const { label, tone } = statuses[status];
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  );
}
