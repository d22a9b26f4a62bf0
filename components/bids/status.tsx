import type { BidStatus } from "@/lib/kernel/statuses";
import { Badge, type Tone } from "../ui/badge";

const looks: Readonly<Record<BidStatus, { readonly label: string; readonly tone: Tone }>> = {
  active: { label: "Waiting", tone: "info" },
  countered: { label: "Counter-offer", tone: "warn" },
  accepted: { label: "Accepted", tone: "accent" },
  rejected: { label: "Turned down", tone: "neutral" },
  withdrawn: { label: "Withdrawn", tone: "neutral" },
  expired: { label: "Expired", tone: "neutral" },
};

export function BidStatusBadge({ status }: { readonly status: BidStatus }) {
  const { label, tone } = looks[status];
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  );
}
