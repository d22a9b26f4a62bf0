/** One message of an event stream. */
export interface StreamMessage {
  readonly id: string | null;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads an event stream as a browser's EventSource would, without reconnecting by itself. */
export class EventReader {
  readonly messages: StreamMessage[] = [];
  /** Everything as it came, comments included. */
  raw = "";
  /** True when the server has ended the stream. */
  ended = false;
  private readonly done: Promise<void>;

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    this.done = this.read().catch(() => undefined);
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
    const abort = new AbortController();
    return new EventReader(await fetch(url, { headers, signal: abort.signal }), abort);
  }

  get lastId(): string | null {
    return this.messages.findLast(({ id }) => id !== null)?.id ?? null;
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.done;
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    let left = "";
    for await (const chunk of (this.response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      const text = decoder.decode(chunk, { stream: true });
      this.raw += text;
      const blocks = (left + text).split("\n\n");
      left = blocks.pop() ?? "";
      this.messages.push(...blocks.flatMap(messageOf));
    }
    this.ended = true;
  }
}

function messageOf(block: string): StreamMessage[] {
  const fields = new Map(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const event = fields.get("event");
  if (event === undefined) return [];
  return [
    { id: fields.get("id") ?? null, event, data: JSON.parse(fields.get("data") ?? "null") as Record<string, unknown> },
  ];
}
