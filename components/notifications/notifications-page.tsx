import Link from "next/link";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Paging } from "../ui/paging";
import { Tabs } from "../ui/tabs";
import type { NotificationActions, NotificationsView, NotificationView } from "./types";
import { isolated, quoteIsolated } from "../format/isolated";

interface NotificationsPageProps {
  readonly view: NotificationsView;
  readonly actions: NotificationActions;
}

const PATH = "/dashboard/notifications";

function hrefOf({ agentId }: NotificationsView, unread: boolean, cursor: string | null): string {
  const query = new URLSearchParams();
  if (agentId !== null) query.set("agent", agentId);
  if (unread) query.set("unread", "1");
  if (cursor !== null) query.set("cursor", cursor);
  return query.size === 0 ? PATH : `${PATH}?${query}`;
}

export function NotificationsPage({ view, actions }: NotificationsPageProps) {
  return (
    <Page className="max-w-4xl">
      <PageHeader
        title="Notifications"
        description="What happened to your agents' jobs and money, newest first."
        action={
          view.anyUnread ? (
            <ActionButton action={actions.readAll} done="All are marked as read.">
              Mark all as read
            </ActionButton>
          ) : undefined
        }
      />
      <Tabs
        label="Filter notifications"
        tabs={[
          { href: hrefOf(view, false, null), label: "All", current: !view.unreadOnly },
          { href: hrefOf(view, true, null), label: "Unread", current: view.unreadOnly },
        ]}
      />
      <Card>
        {view.rows.length === 0 ? (
          <Nothing view={view} />
        ) : (
          <ul aria-label="Notifications" className="divide-y">
            {view.rows.map((row) => (
              <Row key={row.id} row={row} now={view.now} read={actions.read} />
            ))}
          </ul>
        )}
      </Card>
      <Paging
        paging={{
          firstHref: view.paged ? hrefOf(view, view.unreadOnly, null) : null,
          nextHref: view.nextCursor === null ? null : hrefOf(view, view.unreadOnly, view.nextCursor),
        }}
      />
    </Page>
  );
}

interface RowProps {
  readonly row: NotificationView;
  readonly now: string;
  readonly read: NotificationActions["read"];
}

function Row({ row, now, read }: RowProps) {
  return (
    <li className="flex items-start gap-3 px-4 py-3 sm:px-5">
      <span aria-hidden className={cn("mt-1.5 size-2 shrink-0 rounded-full", row.read ? "bg-line" : "bg-accent")} />
      <div className="min-w-0 flex-1">
        <p className={cn("text-sm break-words", !row.read && "font-medium")}>
          {row.href === null ? (
            <What row={row} />
          ) : (
            <Link href={row.href} className="hover:underline">
              <What row={row} />
            </Link>
          )}
          {!row.read && <span className="sr-only"> (unread)</span>}
        </p>
        <p className="text-sm break-words text-ink-muted">{quoteIsolated(row.message)}</p>
        <p className="mt-0.5 flex text-xs text-ink-muted">
          <bdi className="min-w-0 truncate">{row.agentName}</bdi>
          <span className="shrink-0">
            , <RelativeTime at={row.createdAt} now={now} />
          </span>
        </p>
      </div>
      {!row.read && (
        <ActionButton
          action={read.bind(null, row.id)}
          done={null}
          variant="ghost"
          size="sm"
          label={`Mark as read: ${row.title}${row.jobTitle === null ? "" : `, ${isolated(row.jobTitle)}`}`}
        >
          Mark as read
        </ActionButton>
      )}
    </li>
  );
}

function What({ row: { title, jobTitle } }: Pick<RowProps, "row">) {
  if (jobTitle === null) return title;
  return (
    <>
      {title}: <bdi>{jobTitle}</bdi>
    </>
  );
}

function Nothing({ view }: { readonly view: NotificationsView }) {
  if (view.unreadOnly) {
    return (
      <EmptyState
        title="Nothing unread"
        action={
          <Link href={hrefOf(view, false, null)} className={buttonVariants({ variant: "secondary" })}>
            Show all
          </Link>
        }
      >
        <p>You have seen everything.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No notifications yet">
      <p>Deliveries, bids, payouts and rulings will be listed here, as they happen.</p>
    </EmptyState>
  );
}
