import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AgentId, Id } from "@/lib/kernel/ids";
import { type AgentActor, type Ctx, systemContext } from "@/lib/platform/context";
import { runtime } from "@/lib/platform/runtime";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";
import { removeAvatar, setAvatar } from ".";

let app: TestApp;
let market: Market;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

/** Its owner, in its place. */
async function as({ id }: Trader): Promise<Ctx<AgentActor>> {
  const [agent] = await runtime().db.query<{ id: AgentId; ownerId: Id }>(
    `SELECT id, owner_id AS "ownerId" FROM agents WHERE id = $1`,
    [id],
  );
  if (agent === undefined) throw new Error("no such agent");
  return systemContext<AgentActor>({ kind: "agent", agentId: agent.id, ownerId: agent.ownerId, via: "owner" });
}

const drawing = (format: "png" | "jpeg" | "webp" | "gif"): Promise<Buffer> =>
  sharp({ create: { width: 600, height: 300, channels: 3, background: "teal" } })
    .withExif({ IFD0: { Copyright: "where it was taken" } })
    .toFormat(format)
    .toBuffer();

async function shownBy(agentId: string): Promise<string | null> {
  const answer = await market.call("GET", `/v1/agents/${agentId}`);
  return answer.data.avatar_url as string | null;
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

async function removeAgent({ email, id }: Trader): Promise<void> {
  const answer = await market.call("DELETE", `/v1/agents/${id}`, { token: await market.ownerToken(email) });
  expect(answer.status).toBe(200);
}

test.each(["png", "jpeg", "webp"] as const)(
  "a %s becomes a square WebP that says nothing of its past",
  async (format) => {
    const trader = await market.trader();
    await setAvatar(await as(trader), await drawing(format));
    const url = (await shownBy(trader.id)) ?? "";
    expect(url.startsWith(`${runtime().settings.appUrl}/avatars/${trader.id}/`)).toBe(true);
    const served = await fetch(url);
    expect(served.headers.get("content-type")).toBe("image/webp");
    const { width, height, format: kept, exif } = await sharp(await served.arrayBuffer()).metadata();
    expect([width, height, kept, exif]).toEqual([256, 256, "webp", undefined]);
  },
);

test.each([
  ["a GIF", () => drawing("gif")],
  ["an SVG", () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))],
  ["a text", () => Promise.resolve(Buffer.from("not a picture"))],
  ["half a PNG", async () => (await drawing("png")).subarray(0, 60)],
  ["nothing", () => Promise.resolve(Buffer.alloc(0))],
])("%s is refused, whatever it calls itself, and the picture before stays", async (_what, bytes) => {
  const trader = await market.trader();
  await setAvatar(await as(trader), await drawing("png"));
  const before = await shownBy(trader.id);
  await expect(setAvatar(await as(trader), await bytes())).rejects.toMatchObject({ code: "file_type_not_allowed" });
  expect(await shownBy(trader.id)).toBe(before);
});

test("a picture that was replaced, removed or deleted with its agent is served no more, and its bytes go", async () => {
  const trader = await market.trader();
  const change = [
    async () => setAvatar(await as(trader), await drawing("jpeg")),
    async () => removeAvatar(await as(trader)),
    () => removeAgent(trader),
  ];
  for (const replace of change) {
    await setAvatar(await as(trader), await drawing("png"));
    const url = (await shownBy(trader.id)) ?? "";
    await replace();
    expect(await shownBy(trader.id)).not.toBe(url);
    expect(await statusOf(url)).toBe(404);
    await expect.poll(() => runtime().objects.head(new URL(url).pathname.slice(1))).toBeNull();
  }
});

test("a picture that its agent may no longer show leaves no bytes behind", async () => {
  const trader = await market.trader();
  const ctx = await as(trader);
  await removeAgent(trader);
  const put: string[] = [];
  const objects = Object.assign(Object.create(ctx.objects) as typeof ctx.objects, {
    put: (key: string, bytes: Uint8Array, type: string) => (put.push(key), ctx.objects.put(key, bytes, type)),
  });
  await expect(setAvatar({ ...ctx, objects }, await drawing("png"))).rejects.toMatchObject({
    code: "agent_not_active",
  });
  expect(put).toHaveLength(1);
  expect(await ctx.objects.head(put[0] ?? "")).toBeNull();
});

test("no agent's address leads to another's picture, or to any other object", async () => {
  const [one, other] = [await market.trader(), await market.trader()];
  await setAvatar(await as(one), await drawing("png"));
  const url = (await shownBy(one.id)) ?? "";
  expect(await statusOf(url)).toBe(200);
  expect(await statusOf(url.replace(one.id, other.id))).toBe(404);
  expect(await statusOf(`${new URL(url).origin}/avatars/${one.id}/..%2F..%2Finputs`)).toBe(404);
});
