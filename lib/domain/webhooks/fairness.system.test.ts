import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queue } from "@/lib/composition";
import { newAgentId, newId, type AgentId } from "@/lib/kernel/ids";
import { seal } from "@/lib/platform/secrets";
import { appNow } from "@/lib/platform/context";
import { testApp, type TestApp } from "@/lib/testing/app";
import { tell } from "@/lib/testing/tell";

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
      sequences.set(path, [...(sequences.get(path) ?? []), body.agent_id]);
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
  await deps.db.query("INSERT INTO owners (id, email, created_at) VALUES ($1, $2, $3)", [
    ownerId,
    `${id}@example.com`,
    now,
  ]);
  await deps.db.query(
    `INSERT INTO agents (id, owner_id, name, webhook_url, status, activation_fee_cents, created_at) VALUES ($1, $2, 'receiver', $3, 'active', 0, $4)`,
    [id, ownerId, `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`, now],
  );
  const sealed = await seal(deps.secret, "whsec_c2VjcmV0");
  await deps.db.query("INSERT INTO webhook_secrets (id, agent_id, sealed, created_at) VALUES ($1, $2, $3, $4)", [
    newId(now),
    id,
    sealed,
    now,
  ]);
  return id;
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;

/** Tells all sound receivers one event after the other; milliseconds from commit to arrival. */
async function rounds(sound: readonly AgentId[], count: number, between: () => Promise<unknown>): Promise<number[]> {
  const delays: number[] = [];
  const heard = (i: number) => arrivals.get(`/sound/${i}`)?.length ?? 0;
  for (let round = 0; round < count; round += 1) {
    const before = sound.map((_, i) => heard(i));
    const committed = await tell(sound, "sound");
    await between();
    for (const [i, known] of before.entries()) {
      await expect.poll(() => heard(i), { interval: 5 }).toBe(known + 1);
      delays.push((arrivals.get(`/sound/${i}`)?.at(-1) ?? Number.NaN) - committed);
    }
    await sleep(1_000);
  }
  return delays;
}

const summary = (delays: readonly number[]): string =>
  `p50 ${percentile(delays, 0.5).toFixed(0)}, p99 ${percentile(delays, 0.99).toFixed(0)}, max ${Math.max(...delays).toFixed(0)} ms`;

describe("receivers", () => {
  test("that hang do not slow others: while 30 hang, each over many events, 20 sound ones hear within a second", async () => {
    const hanging = await Promise.all(Array.from({ length: 30 }, (_, i) => agentAt(`/hangs/${i}`)));
    const sound = await Promise.all(Array.from({ length: 20 }, (_, i) => agentAt(`/sound/${i}`)));
    const alone = await rounds(sound, 4, () => Promise.resolve());
    for (let i = 0; i < 10; i += 1) await tell(hanging, "hangs");
    const reached = () => [...arrivals.keys()].filter((path) => path.startsWith("/hangs")).length;
    await expect.poll(reached).toBe(30);
    // Long enough for the hanging ones to time out and move to their own lane.
    const beside = await rounds(sound, 12, () => tell(hanging, "hangs"));
    process.stdout.write(
      `\nfrom commit to a sound receiver, alone: ${summary(alone)}; beside 30 that hang: ${summary(beside)}\n`,
    );
    // On a machine that is busy with other things even sound receivers alone may take longer.
    expect(Math.max(...beside)).toBeLessThan(Math.max(1_000, 3 * Math.max(...alone)));
  }, 90_000);

  test("that are sound hear their events in order, one after the other", async () => {
    const agent = await agentAt("/sound/in-order");
    const marks = Array.from({ length: 40 }, (_, i) => String(i));
    let committed = 0;
    for (const mark of marks) committed = await tell([agent], mark);
    await expect.poll(() => sequences.get("/sound/in-order")?.length).toBe(marks.length);
    process.stdout.write(
      `\n40 events to one receiver: the last ${((arrivals.get("/sound/in-order")?.at(-1) ?? Number.NaN) - committed).toFixed(0)} ms after its commit\n`,
    );
    expect(sequences.get("/sound/in-order")).toEqual(marks);
  });
});
