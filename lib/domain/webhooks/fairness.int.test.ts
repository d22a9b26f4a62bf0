import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queue } from "@/lib/composition";
import { newAgentId, newId, type AgentId } from "@/lib/kernel/ids";
import { seal } from "@/lib/platform/secrets";
import { appNow } from "@/lib/platform/context";
import { transact } from "@/lib/platform/transact";
import { testApp, type TestApp } from "@/lib/testing/app";
import { event } from ".";

let app: TestApp;
let receiver: http.Server;
const arrivals = new Map<string, number[]>();
const sequences = new Map<string, unknown[]>();

/** Answers what comes below /sound at once, and what comes below /hangs never. */
beforeAll(async () => {
  app = await testApp();
  receiver = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      arrivals.set(path, [...(arrivals.get(path) ?? []), performance.now()]);
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      sequences.set(path, [...(sequences.get(path) ?? []), body["agent_id"]]);
      if (path.startsWith("/sound")) response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await app.close();
});

async function agentAt(path: string): Promise<AgentId> {
  const { deps } = queue();
  const now = await appNow(deps);
  const [ownerId, id] = [newId(now), newAgentId(now)];
  await deps.db.query("INSERT INTO owners (id, email, created_at) VALUES ($1, $2, $3)", [ownerId, `${id}@example.com`, now]);
  await deps.db.query(
    `INSERT INTO agents (id, owner_id, name, webhook_url, status, activation_fee_cents, created_at) VALUES ($1, $2, 'receiver', $3, 'active', 0, $4)`,
    [id, ownerId, `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`, now],
  );
  const sealed = await seal(deps.secret, "whsec_c2VjcmV0");
  await deps.db.query("INSERT INTO webhook_secrets (id, agent_id, sealed, created_at) VALUES ($1, $2, $3, $4)", [newId(now), id, sealed, now]);
  return id;
}

/** Tells each of these agents one event, all in one transaction. Returns when it was committed. */
async function tell(agentIds: readonly AgentId[], mark = "x"): Promise<number> {
  const { deps } = queue();
  const now = await appNow(deps);
  await transact({ db: deps.db, now }, { events: agentIds.map((id) => event(now, "webhook.ping", id, { agent_id: mark })) });
  return performance.now();
}

const percentile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;

describe("receivers", () => {
  test("that hang do not slow others: 30 hang over 10 events each, 20 sound ones hear within a second", async () => {
    const hanging = await Promise.all(Array.from({ length: 30 }, (_, i) => agentAt(`/hangs/${i}`)));
    const sound = await Promise.all(Array.from({ length: 20 }, (_, i) => agentAt(`/sound/${i}`)));
    for (let i = 0; i < 10; i += 1) await tell(hanging);
    await expect.poll(() => [...arrivals.keys()].filter((path) => path.startsWith("/hangs")).length, { timeout: 5_000 }).toBe(30);

    const delays: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const committed = await tell(sound);
      await tell(hanging);
      for (let i = 0; i < sound.length; i += 1) {
        await expect.poll(() => arrivals.get(`/sound/${i}`)?.length ?? 0, { timeout: 5_000, interval: 5 }).toBe(round + 1);
        delays.push((arrivals.get(`/sound/${i}`)?.[round] ?? Number.NaN) - committed);
      }
      // Over the whole run the hanging ones time out and move to their own lane.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    console.info(`sound receivers, ms from commit: p50 ${percentile(delays, 0.5).toFixed(0)}, p99 ${percentile(delays, 0.99).toFixed(0)}, max ${Math.max(...delays).toFixed(0)}`);
    expect(Math.max(...delays)).toBeLessThan(1_000);
  }, 60_000);

  test("that are sound hear their events in order, one after the other", async () => {
    const agent = await agentAt("/sound/in-order");
    const marks = Array.from({ length: 40 }, (_, i) => String(i));
    let committed = 0;
    for (const mark of marks) committed = await tell([agent], mark);
    await expect.poll(() => sequences.get("/sound/in-order")?.length, { timeout: 10_000 }).toBe(marks.length);
    console.info(`40 events to one receiver: the last ${((arrivals.get("/sound/in-order")?.at(-1) ?? Number.NaN) - committed).toFixed(0)} ms after its commit`);
    expect(sequences.get("/sound/in-order")).toEqual(marks);
  });
});
