export interface SessionView {
  readonly id: string;
  /** "Firefox on Linux". */
  readonly browser: string;
  readonly address: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** The one that reads this page. */
  readonly current: boolean;
}

export interface MailPreferenceView {
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  readonly wanted: boolean;
}

export interface AccountView {
  readonly email: string;
  /** Wall time, as sessions keep it. */
  readonly now: string;
  readonly sessions: readonly SessionView[];
  readonly mails: readonly MailPreferenceView[];
}

type Result = Promise<{ readonly error: string | null }>;

export interface AccountActions {
  readonly endSession: (id: string) => Result;
  readonly endOtherSessions: () => Result;
  readonly setMail: (kind: string, wanted: boolean) => Result;
  readonly remove: () => Result;
}
