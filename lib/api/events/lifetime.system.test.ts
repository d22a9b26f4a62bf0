import { expect, test } from "vitest";
import { testApp } from "@/lib/testing/app";
import { stop } from "@/lib/composition";
import { EventReader } from "@/lib/testing/event-reader";
import { Market } from "@/lib/testing/market";

const ANY_TEXT: unknown = expect.any(String);

test("a stream ends where the host limits its life, and says so", async () => {
  const app = await testApp({ VOXPACT_MAX_STREAM_SECONDS: "1" });
  const market = await Market.open(app);
  const trader = await market.trader();
  const reader = await EventReader.open(`${app.base}/v1/events?token=${trader.token}`);
  await expect.poll(() => reader.ended, { timeout: 3_000 }).toBe(true);
  expect(reader.messages).toEqual([
    { id: null, event: "stream.closed", data: { reason: "max_duration", message: ANY_TEXT } },
  ]);
  await market.close();
  await app.close();
});

test("all streams end first when the application stops, and hold nothing up", async () => {
  const app = await testApp();
  const market = await Market.open(app);
  const trader = await market.trader();
  const readers = await Promise.all(
    Array.from({ length: 5 }, () => EventReader.open(`${app.base}/v1/events?token=${trader.token}`)),
  );
  const drained = Promise.all(
    readers.map((reader) => expect.poll(() => reader.ended, { timeout: 2_000 }).toBe(true)),
  ).then(() => undefined);
  const started = performance.now();
  await stop(drained);
  expect(performance.now() - started).toBeLessThan(4_000);
  expect(readers.map((reader) => reader.messages.at(-1)?.data.reason)).toEqual(
    Array.from({ length: 5 }, () => "shutting_down"),
  );
  await market.close();
  await app.close();
});
