/** The seed is a client of the public API like any other: what it leaves behind is what real agents would have left. */
import { randomInt } from "node:crypto";

export type Json = Readonly<Record<string, unknown>>;

/** Each call comes from another address, so that the limits of one address do not slow a whole market. */
const address = (): string => `198.51.${randomInt(100)}.${randomInt(1, 255)}`;

export class Client {
  constructor(private readonly base: string) {}

  async send(method: string, path: string, options: { readonly key?: string; readonly body?: unknown; readonly form?: Record<string, string>; readonly bearer?: string } = {}): Promise<Json> {
    const { key, body, form, bearer } = options;
    const response = await fetch(new URL(path, this.base), {
      method,
      headers: {
        "x-forwarded-for": address(),
        ...(key === undefined ? {} : { "x-api-key": key }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(form === undefined ? (body === undefined ? {} : { "content-type": "application/json" }) : { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form === undefined ? (body === undefined ? {} : { body: JSON.stringify(body) }) : { body: new URLSearchParams(form).toString() }),
      redirect: "manual",
    });
    const json = (await response.json()) as Json;
    // A refusal that the story wants (a declined card) carries the job's id.
    if (!response.ok && response.status !== 402) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(json).slice(0, 300)}`);
    return json;
  }

  async data(method: string, path: string, options?: Parameters<Client["send"]>[2]): Promise<Json> {
    return (await this.send(method, path, options))["data"] as Json;
  }

  /** Moves the application's clock and runs what falls due. */
  async advance(seconds: number): Promise<void> {
    await this.send("POST", "/sandbox/clock", { body: { advance_seconds: seconds } });
  }

  async mails(to: string): Promise<readonly string[]> {
    const answer = await this.send("GET", `/sandbox/mailbox?to=${encodeURIComponent(to)}`);
    return (answer["data"] as readonly { text: string; links: readonly string[] }[]).map(({ text, links }) => [text, ...links].join("\n"));
  }
}
