import http from "node:http";
import { GOOD_TEXT, type Market, type Trader } from "@/lib/testing/market";

/** A buyer and a worker that trade with each other, one job after the other. */
export interface Pair {
  readonly buyer: Trader;
  readonly worker: Trader;
}

/** One request of the trade. */
export interface Step {
  readonly verb: "create" | "accept" | "submit" | "approve";
  readonly path: (jobId: string) => string;
  readonly token: (pair: Pair) => string;
  readonly body: (market: Market, pair: Pair) => unknown;
}

export const STEPS: readonly Step[] = [
  {
    verb: "create",
    path: () => "/v1/jobs",
    token: ({ buyer }) => buyer.token,
    body: (market, { worker }) => market.directJob(worker),
  },
  { verb: "accept", path: (id) => `/v1/jobs/${id}/accept`, token: ({ worker }) => worker.token, body: () => ({}) },
  {
    verb: "submit",
    path: (id) => `/v1/jobs/${id}/submit`,
    token: ({ worker }) => worker.token,
    body: () => ({ deliverable: GOOD_TEXT }),
  },
  { verb: "approve", path: (id) => `/v1/jobs/${id}/approve`, token: ({ buyer }) => buyer.token, body: () => ({}) },
];

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** A client that costs little: kept connections, no fetch. */
export class Client {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

  constructor(private readonly base: string) {}

  post(path: string, body: string, headers: Readonly<Record<string, string>>): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.base}${path}`,
        {
          method: "POST",
          agent: this.agent,
          headers: {
            ...headers,
            "content-type": "application/json",
            "content-length": String(Buffer.byteLength(body)),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          );
          response.on("error", reject);
        },
      );
      request.on("error", reject);
      request.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** One whole trade through the application's API. */
export async function tradeOverHttp(client: Client, market: Market, pair: Pair): Promise<void> {
  let id = "";
  for (const step of STEPS) {
    const reply = await client.post(step.path(id), JSON.stringify(step.body(market, pair)), {
      authorization: `Bearer ${step.token(pair)}`,
    });
    if (reply.status !== 200 && reply.status !== 201) throw new Error(`${step.verb}: ${reply.status} ${reply.text}`);
    if (step.verb === "create") id = (JSON.parse(reply.text) as { readonly data: { readonly id: string } }).data.id;
  }
}
