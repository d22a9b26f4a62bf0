import Link from "next/link";
import type { ActionResult } from "../forms/types";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Figures } from "./figures";
import { Labelled, Row, RowList } from "./row-list";
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
          <EndpointRows view={view} enable={enable} />
        )}
      </Card>
      <Paging paging={view.paging} first="Failing longest" next="Failing less" />
    </Page>
  );
}

const columns = "md:grid-cols-[minmax(0,12rem)_minmax(0,1fr)_7rem_5.5rem_7rem_5.5rem]";
const heads = [
  { text: "Agent" },
  { text: "Endpoint" },
  { text: "State" },
  { text: "Last answer", right: true },
  { text: "Failing since", right: true },
  { text: "" },
] as const;

function EndpointRows({ view, enable }: WebhooksPageProps) {
  return (
    <RowList label="Failing endpoints" columns={columns} heads={heads}>
      {view.endpoints.map((row) => (
        <EndpointRow key={row.agentId} row={row} now={view.now} enable={enable} />
      ))}
    </RowList>
  );
}

interface EndpointRowProps {
  readonly row: EndpointRowView;
  readonly now: string;
  readonly enable: WebhooksPageProps["enable"];
}

function EndpointRow({ row, now, enable }: EndpointRowProps) {
  return (
    <Row columns={columns}>
      <div className="min-w-0">
        <Link href={`/admin/people/${row.agentId}`} className="font-medium hover:underline">
          <Name>{row.agentName}</Name>
        </Link>
        <span className="block truncate text-xs text-ink-muted">{row.email}</span>
      </div>
      <span className="order-3 col-span-2 flex min-w-0 md:col-span-1" title={row.url}>
        <CopyableId value={row.url} what="webhook address" />
      </span>
      <span className="order-2">
        {row.disabled ? (
          <Badge tone="danger" dot>
            Switched off
          </Badge>
        ) : (
          <Badge tone="warn" dot>
            Failing
          </Badge>
        )}
      </span>
      <Labelled label="Last answer" className="order-4 tabular-nums md:text-right">
        {row.lastCode ?? <span className="text-ink-muted">none</span>}
      </Labelled>
      <Labelled label="Failing since" className="order-5 text-right whitespace-nowrap text-ink-muted">
        <RelativeTime at={row.failingSince} now={now} />
      </Labelled>
      <div className={row.disabled ? "order-6 col-span-2 md:col-span-1 md:text-right" : "max-md:hidden"}>
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
      </div>
    </Row>
  );
}
