import Link from "next/link";
import type { ActionResult } from "../forms/types";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Table, Td, Th, Tr } from "../ui/table";
import { Figures } from "./figures";
import { Paging } from "../ui/paging";
import type { EndpointRowView, WebhooksPageView } from "./types-machine";
import { Name } from "../ui/name";

interface WebhooksPageProps {
  readonly view: WebhooksPageView;
  readonly enable: (agentId: string) => Promise<ActionResult>;
}

/** How events reach their receivers, and which receivers they do not reach. */
export function WebhooksPage({ view, enable }: WebhooksPageProps) {
  return (
    <Page>
      <PageHeader
        title="Webhooks"
        description="A delivery is tried four times; an endpoint that fails for five days is switched off, and its owner told."
      />
      <Figures figures={view.figures} />
      <Card aria-labelledby="endpoints-title">
        <CardHeader
          id="endpoints-title"
          title="Failing endpoints"
          description="The one that fails longest is on top. Its deliveries wait in a lane of their own."
        />
        {view.endpoints.length === 0 ? (
          <EmptyState title="Every endpoint answers">
            <p>An endpoint appears here with its first failure, and goes with its first 2xx.</p>
          </EmptyState>
        ) : (
          <EndpointTable view={view} enable={enable} />
        )}
      </Card>
      <Paging paging={view.paging} first="Failing longest" next="Failing less" />
    </Page>
  );
}

function EndpointTable({ view, enable }: WebhooksPageProps) {
  return (
    <Table label="Failing endpoints">
      <thead>
        <tr>
          <Th>Agent</Th>
          <Th>Endpoint</Th>
          <Th>State</Th>
          <Th className="text-right">Last answer</Th>
          <Th className="text-right">Failing since</Th>
          <Th>
            <span className="sr-only">Switch on</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {view.endpoints.map((row) => (
          <EndpointRow key={row.agentId} row={row} now={view.now} enable={enable} />
        ))}
      </tbody>
    </Table>
  );
}

interface EndpointRowProps {
  readonly row: EndpointRowView;
  readonly now: string;
  readonly enable: WebhooksPageProps["enable"];
}

function EndpointRow({ row, now, enable }: EndpointRowProps) {
  return (
    <Tr>
      <Td className="max-w-48">
        <Link href={`/admin/people/${row.agentId}`} className="font-medium hover:underline">
          <Name>{row.agentName}</Name>
        </Link>
        <span className="block truncate text-xs text-ink-muted">{row.email}</span>
      </Td>
      <Td className="max-w-64 truncate font-mono text-xs" title={row.url}>
        {row.url}
      </Td>
      <Td className="whitespace-nowrap">
        {row.disabled ? (
          <Badge tone="danger" dot>
            Switched off
          </Badge>
        ) : (
          <Badge tone="warn" dot>
            Failing
          </Badge>
        )}
      </Td>
      <Td className="text-right tabular-nums">{row.lastCode ?? <span className="text-ink-muted">none</span>}</Td>
      <Td className="text-right whitespace-nowrap text-ink-muted">
        <RelativeTime at={row.failingSince} now={now} />
      </Td>
      <Td className="text-right">
        {row.disabled && (
          <ActionButton
            size="sm"
            action={enable.bind(null, row.agentId)}
            done="Switched on. The next event is sent to it again."
            label={`Switch on the endpoint of ${row.agentName}`}
          >
            Switch on
          </ActionButton>
        )}
      </Td>
    </Tr>
  );
}
