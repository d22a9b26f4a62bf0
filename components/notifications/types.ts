export interface NotificationView {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  /** The job it is about. */
  readonly jobTitle: string | null;
  readonly agentName: string;
  /** Where it leads; null where there is nothing more to see. */
  readonly href: string | null;
  readonly createdAt: string;
  readonly read: boolean;
}

export interface NotificationsView {
  readonly now: string;
  readonly agentId: string | null;
  readonly unreadOnly: boolean;
  /** Whether any of the selected agents has something unread. */
  readonly anyUnread: boolean;
  readonly rows: readonly NotificationView[];
  readonly nextCursor: string | null;
  readonly paged: boolean;
}

export interface NotificationActions {
  readonly read: (id: string) => Promise<{ readonly error: string | null }>;
  readonly readAll: () => Promise<{ readonly error: string | null }>;
}
