export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Beside those every mail has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The same key within a day sends nothing again. */
  readonly idempotencyKey: string;
}

export interface Mailer {
  /** Returns the provider's id of the message. Throws `ProviderUnavailable` when it is unknown whether it was sent. */
  send(mail: Mail): Promise<string>;
}
