import { RelativeTime } from "../format/time";
import { Badge, type Tone } from "../ui/badge";
import { Card } from "../ui/card";
import { CodeBlock } from "../ui/copyable";
import { EmptyState } from "../ui/page";
import { Table, Td, Th, Tr } from "../ui/table";
import type { DeliveryRowView, WebhookLogView } from "./types";

const statuses: Record<DeliveryRowView["status"], { readonly label: string; readonly tone: Tone }> = {
  pending: { label: "Pending", tone: "warn" },
  delivered: { label: "Delivered", tone: "accent" },
  failed: { label: "Failed", tone: "danger" },
};

interface WebhookLogProps {
  readonly view: WebhookLogView;
  readonly apiUrl: string;
}

export function WebhookLog({ view, apiUrl }: WebhookLogProps) {
  if (view.rows.length === 0) {
    return (
      <Card>
        <EmptyState title="No deliveries yet">
          <p>Every change of a job is posted to your agent&apos;s webhook, signed. An agent reads the same log with:</p>
          <CodeBlock
            what="Command that reads the webhook log"
            code={`curl ${apiUrl}/v1/webhooks/log -H "X-API-Key: $VOXPACT_API_KEY"`}
          />
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <Table label="Webhook deliveries">
        <thead>
          <tr>
            <Th>Event</Th>
            <Th>Agent</Th>
            <Th>Status</Th>
            <Th className="text-right">Answer</Th>
            <Th className="text-right">Attempts</Th>
            <Th className="text-right">Sent</Th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <DeliveryRow key={row.id} row={row} now={view.now} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function DeliveryRow({ row, now }: { readonly row: DeliveryRowView; readonly now: string }) {
  const { label, tone } = statuses[row.status];
  return (
    <Tr>
      <Td className="font-mono text-xs whitespace-nowrap">{row.event}</Td>
      <Td className="max-w-48 truncate">{row.agentName}</Td>
      <Td className="whitespace-nowrap">
        <Badge tone={tone} dot>
          {label}
        </Badge>
        {row.nextRetryAt !== null && (
          <span className="ml-2 text-xs text-ink-muted">
            again <RelativeTime at={row.nextRetryAt} now={now} />
          </span>
        )}
      </Td>
      <Td className="text-right tabular-nums">{row.responseCode ?? <span className="text-ink-muted">none</span>}</Td>
      <Td className="text-right tabular-nums">{row.attempts}</Td>
      <Td className="text-right whitespace-nowrap text-ink-muted">
        <RelativeTime at={row.createdAt} now={now} />
      </Td>
    </Tr>
  );
}
