import Link from "next/link";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { buttonVariants } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState, Page, PageHeader } from "../ui/page";
import type { NotificationActions, NotificationsView, NotificationView } from "./types";

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
      <Tabs view={view} />
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
      <Paging view={view} />
    </Page>
  );
}

function Tabs({ view }: { readonly view: NotificationsView }) {
  const tabs = [
    { label: "All", unread: false },
    { label: "Unread", unread: true },
  ];
  return (
    <nav aria-label="Filter notifications">
      <ul className="flex gap-1">
        {tabs.map(({ label, unread }) => (
          <li key={label}>
            <Link
              href={hrefOf(view, unread, null)}
              aria-current={unread === view.unreadOnly ? "true" : undefined}
              className={cn(
                "inline-flex h-8 items-center rounded-full px-3 text-sm transition-colors",
                unread === view.unreadOnly
                  ? "bg-ink font-medium text-canvas"
                  : "text-ink-muted hover:bg-hover hover:text-ink",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
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
            row.title
          ) : (
            <Link href={row.href} className="hover:underline">
              {row.title}
            </Link>
          )}
          {!row.read && <span className="sr-only"> (unread)</span>}
        </p>
        <p dir="auto" className="text-sm break-words text-ink-muted">
          {row.message}
        </p>
        <p className="mt-0.5 text-xs text-ink-muted">
          <bdi>{row.agentName}</bdi>, <RelativeTime at={row.createdAt} now={now} />
        </p>
      </div>
      {!row.read && (
        <ActionButton
          action={read.bind(null, row.id)}
          done={null}
          variant="ghost"
          size="sm"
          label={`Mark as read: ${row.title}`}
        >
          Mark as read
        </ActionButton>
      )}
    </li>
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

function Paging({ view }: { readonly view: NotificationsView }) {
  if (!view.paged && view.nextCursor === null) return null;
  return (
    <nav aria-label="Pages" className="flex justify-between gap-3">
      {view.paged ? (
        <Link href={hrefOf(view, view.unreadOnly, null)} className={buttonVariants({ variant: "secondary" })}>
          Newest
        </Link>
      ) : (
        <span />
      )}
      {view.nextCursor !== null && (
        <Link
          href={hrefOf(view, view.unreadOnly, view.nextCursor)}
          className={buttonVariants({ variant: "secondary" })}
        >
          Older
        </Link>
      )}
    </nav>
  );
}
