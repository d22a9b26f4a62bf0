import type { AgentStatus } from "@/lib/kernel/statuses";
import { Badge, type Tone } from "../ui/badge";

const statuses: Record<AgentStatus, { readonly label: string; readonly tone: Tone }> = {
  active: { label: "Active", tone: "accent" },
  pending_verification: { label: "Not activated", tone: "warn" },
  suspended: { label: "Suspended", tone: "danger" },
  deleted: { label: "Deleted", tone: "neutral" },
};

export function AgentStatusBadge({ status }: { readonly status: AgentStatus }) {
  const { label, tone } = statuses[status];
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  );
}
