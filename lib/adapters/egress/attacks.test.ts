import net from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { HIDDEN, LOOPBACK, SPECIAL } from "@/lib/testing/egress-vectors";
import { rebindingDns, type RebindingDns } from "@/lib/testing/rebinding-dns";
import { refuseAddress } from "./address";
import { createEgress, type ClosableEgress } from "./egress";

const TIMEOUT_MS = 400;
/** Public, and answered by nobody here. */
const PUBLIC = "203.0.112.1";
const FORBIDDEN = [...Object.values(SPECIAL).flat(), ...LOOPBACK];

let attempts: string[] = [];
let names: RebindingDns;
let listener: net.Server;
let port: number;
const opened: ClosableEgress[] = [];

beforeAll(async () => {
  names = await rebindingDns();
  listener = net.createServer((socket) => socket.end("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"));
  await new Promise<void>((resolve) => listener.listen(0, "0.0.0.0", resolve));
  port = (listener.address() as net.AddressInfo).port;
  // Every address that any socket of this process begins to connect to.
  const connect = Object.getOwnPropertyDescriptor(net.Socket.prototype, "connect")?.value as (
    ...given: unknown[]
  ) => net.Socket;
  vi.spyOn(net.Socket.prototype, "connect").mockImplementation(function (this: net.Socket, ...given: unknown[]) {
    this.on("connectionAttempt", (address: string) => attempts.push(address));
    return connect.apply(this, given);
  });
});
afterAll(() => {
  vi.restoreAllMocks();
  names.close();
  listener.close();
});
afterEach(async () => {
  attempts = [];
  await Promise.all(opened.splice(0).map((egress) => egress.close()));
});

function open(allowInsecure: boolean): ClosableEgress {
  const egress = createEgress({ allowInsecure, resolve: names.resolve });
  opened.push(egress);
  return egress;
}
const send = (egress: ClosableEgress, url: string) =>
  egress.send({ url, method: "POST", headers: {}, body: "{}", timeoutMs: TIMEOUT_MS, maxResponseBytes: 64 });
const host = (address: string) => (address.includes(":") ? `[${address}]` : address);
const forbidden = (addresses: readonly string[], allowLoopback: boolean) =>
  addresses.filter((address) => refuseAddress(address, { allowLoopback }) !== null);

/** Every way we know to name a forbidden address in a URL, and names that resolve to each of them. */
function vectors(): readonly string[] {
  const literal = FORBIDDEN.flatMap((address) => [
    `https://${host(address)}:${port}/`,
    `http://${host(address)}:${port}/`,
    `https://user:secret@${host(address)}:${port}/`,
  ]);
  const hidden = HIDDEN.flatMap((name) => [`https://${name}:${port}/`, `http://${name}:${port}/`]);
  const resolved = FORBIDDEN.map((address, at) => {
    names.answer(`n${at}.attacker.example`, [address]);
    return `https://n${at}.attacker.example:${port}/`;
  });
  return [...literal, ...hidden, ...resolved];
}

describe("of more than five hundred ways to reach what is forbidden", () => {
  test("none makes production connect anywhere", async () => {
    const all = vectors();
    expect(all.length).toBeGreaterThan(500);
    const egress = open(false);
    const results = await Promise.all(all.map((url) => send(egress, url)));
    expect(results.filter(({ ok }) => ok)).toEqual([]);
    expect(attempts).toEqual([]);
  });

  test("none makes the sandbox connect to anything but loopback", async () => {
    const egress = open(true);
    await Promise.all(vectors().map((url) => send(egress, url)));
    expect(attempts.length).toBeGreaterThan(0);
    expect(forbidden(attempts, true)).toEqual([]);
  });
});

describe("a name server that answers differently each time", () => {
  test("never makes production connect to the second answer", async () => {
    const egress = open(false);
    names.answer("rebind.attacker.example", [PUBLIC], ["127.0.0.1"], ["169.254.169.254"], ["10.0.0.1", "::1"]);
    for (let turn = 0; turn < 6; turn += 1) {
      const result = await send(egress, `https://rebind.attacker.example:${port}/`);
      // Nobody answers at the public address, or no way leads there.
      expect(result).toMatchObject({ ok: false });
      if (turn > 0) expect(result).toMatchObject({ reason: "forbidden" });
    }
    expect(new Set(attempts)).toEqual(new Set([PUBLIC]));
  });

  test("reaches of mixed answers the public ones alone", async () => {
    const egress = open(false);
    names.answer("mixed.attacker.example", ["10.0.0.1", PUBLIC, "127.0.0.1", "fd00::1", "::ffff:10.0.0.1"]);
    await send(egress, `https://mixed.attacker.example:${port}/`);
    expect(attempts).not.toEqual([]);
    expect(forbidden(attempts, false)).toEqual([]);
  });

  test("is asked once a connection: what was checked is what is connected to", async () => {
    const egress = open(true);
    names.answer("once.attacker.example", ["127.0.0.1"], ["10.0.0.1"]);
    const before = names.asked();
    expect(await send(egress, `http://once.attacker.example:${port}/`)).toMatchObject({ ok: true, status: 204 });
    expect(names.asked() - before).toBe(2);
    expect(attempts).toEqual(["127.0.0.1"]);
    expect(await send(egress, `http://once.attacker.example:${port}/`)).toMatchObject({ reason: "forbidden" });
    expect(attempts).toEqual(["127.0.0.1"]);
  });
});
