import { createHmac } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { SECRET, type Manner } from "./manner";

export interface Hit {
  /** Of the first attempt, in monotonic milliseconds. */
  readonly firstAt: number;
  readonly attempts: number;
  readonly taken: number;
}

interface Message {
  readonly id: string;
  readonly job_id: string;
  /** The event's number within its job. */
  readonly content: string;
}

/** Many webhook endpoints behind one HTTP server, `/<manner>/<number>`; remembers all that arrives. */
export class Receivers {
  /** By event id. */
  readonly hits = new Map<string, Hit>();
  /** The numbers of each job's events in the order in which they were first heard. */
  readonly heard = new Map<string, number[]>();
  forged = 0;
  private healed = false;

  /** `slowMs`: how long the slow ones take to answer. */
  constructor(private readonly slowMs: number) {}

  private readonly server = http.createServer((request, response) => this.receive(request, response));

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** From now on all are sound; those that hang on are let go. */
  heal(): void {
    this.healed = true;
    this.server.closeAllConnections();
  }

  private receive(request: http.IncomingMessage, response: http.ServerResponse): void {
    const manner = this.healed ? "sound" : ((request.url ?? "").split("/")[1] as Manner);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", () => undefined);
    request.on("end", () => {
      const raw = Buffer.concat(chunks).toString();
      const { id, job_id, content } = JSON.parse(raw) as Message;
      if (request.headers["x-voxpact-signature"] !== signatureOf(raw)) this.forged += 1;
      if (!this.hits.has(id)) this.heard.set(job_id, [...(this.heard.get(job_id) ?? []), Number(content)]);
      this.count(id, manner === "sound");
      this.answer(manner, id, response);
    });
  }

  private count(id: string, taken: boolean): void {
    const known = this.hits.get(id) ?? { firstAt: performance.now(), attempts: 0, taken: 0 };
    this.hits.set(id, { ...known, attempts: known.attempts + 1, taken: known.taken + Number(taken) });
  }

  private answer(manner: Manner, id: string, response: http.ServerResponse): void {
    switch (manner) {
      case "sound":
        response.writeHead(204).end();
        return;
      case "slow":
        setTimeout(() => {
          const hit = this.hits.get(id);
          if (hit !== undefined) this.hits.set(id, { ...hit, taken: hit.taken + 1 });
          response.writeHead(204).end();
        }, this.slowMs);
        return;
      case "failing":
        response.writeHead(500).end("not today");
        return;
      case "dropping":
        response.destroy();
        return;
      case "hanging":
        return;
    }
  }
}

const signatureOf = (raw: string): string => `sha256=${createHmac("sha256", SECRET).update(raw).digest("hex")}`;
