import { RelativeTime } from "../format/time";
import { Badge, type Tone } from "../ui/badge";
import type { DeliveryRowView, DeliveryStatus } from "./types";

export const deliveryStatuses: Record<DeliveryStatus, { readonly label: string; readonly tone: Tone }> = {
  pending: { label: "Pending", tone: "warn" },
  delivered: { label: "Delivered", tone: "accent" },
  failed: { label: "Failed", tone: "danger" },
};

interface DeliveryStatusProps {
  readonly row: Pick<DeliveryRowView, "status" | "nextRetryAt">;
  readonly now: string;
}

/** Where a delivery stands, and when it is tried again. */
export function DeliveryStatusBadge({ row, now }: DeliveryStatusProps) {
  const { label, tone } = deliveryStatuses[row.status];
  return (
    <>
      <Badge tone={tone} dot>
        {label}
      </Badge>
      {row.nextRetryAt !== null && row.status === "pending" && (
        <span className="ml-2 text-xs text-ink-muted">
          {row.nextRetryAt <= now ? (
            "is being sent"
          ) : (
            <>
              again <RelativeTime at={row.nextRetryAt} now={now} />
            </>
          )}
        </span>
      )}
    </>
  );
}
