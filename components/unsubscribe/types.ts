export interface UnsubscribeState {
  /** Whether mails of this kind are sent now. */
  readonly wanted: boolean;
  /** Whether the button was pressed on this page. */
  readonly changed: boolean;
  readonly error: string | null;
}
