/** The one way out to a URL we did not write: the address is checked at connect time, redirects are never followed. */
export interface EgressRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** How many bytes of the answer are kept. */
  readonly maxResponseBytes: number;
}

export type EgressResult =
  | { readonly ok: true; readonly status: number; readonly body: string; readonly durationMs: number }
  | {
      readonly ok: false;
      /** `forbidden`: the URL or its address is not allowed. `timeout`, `network`: nobody answered. */
      readonly reason: "forbidden" | "timeout" | "network";
      readonly message: string;
      readonly durationMs: number;
    };

export interface Egress {
  send(request: EgressRequest): Promise<EgressResult>;
  /** Why this URL can never be a target, or null: checked when an owner stores one. */
  refuse(url: string): string | null;
}
