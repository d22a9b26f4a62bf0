import dgram from "node:dgram";
import dns from "node:dns";

import ipaddr from "ipaddr.js";

const A = 1;
const AAAA = 28;
const HEADER_BYTES = 12;
/** QR, RD, RA: a recursive resolver's answer without an error. */
const ANSWER_FLAGS = 0x8180;

/** A DNS server that answers each question about a name with the next of its lists of addresses, at TTL 0. */
export interface RebindingDns {
  /** Sets what a name resolves to, question after question; the last list stays. */
  answer(name: string, ...lists: readonly (readonly string[])[]): void;
  /** Asks it as a stub resolver does. */
  readonly resolve: (hostname: string) => Promise<readonly dns.LookupAddress[]>;
  readonly asked: () => number;
  close(): void;
}

export async function rebindingDns(): Promise<RebindingDns> {
  const lists = new Map<string, { readonly answers: readonly (readonly string[])[]; next: number }>();
  let asked = 0;
  const socket = dgram.createSocket("udp4");
  socket.on("message", (question, { port, address }) => {
    asked += 1;
    const { name, type, end } = readQuestion(question);
    const known = lists.get(name);
    const list = known?.answers[Math.min(known.next, known.answers.length - 1)] ?? [];
    if (known !== undefined && type === A) known.next += 1;
    socket.send(answerTo(question.subarray(0, end), addressesOf(list, type), type), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const resolver = new dns.promises.Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    answer: (name, ...answers) => void lists.set(name, { answers, next: 0 }),
    async resolve(hostname) {
      // The question for IPv6 first, so that both belong to one turn.
      const six = await resolver.resolve6(hostname).catch(() => []);
      const four = await resolver.resolve4(hostname).catch(() => []);
      return [...four.map((address) => ({ address, family: 4 })), ...six.map((address) => ({ address, family: 6 }))];
    },
    asked: () => asked,
    close: () => socket.close(),
  };
}

function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString("ascii", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

const addressesOf = (list: readonly string[], type: number): readonly Buffer[] =>
  list
    .map((address) => ipaddr.parse(address))
    .filter((address) => (type === A ? address.kind() === "ipv4" : type === AAAA && address.kind() === "ipv6"))
    .map((address) => Buffer.from(address.toByteArray()));

function answerTo(question: Buffer, addresses: readonly Buffer[], type: number): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(ANSWER_FLAGS, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((address) => {
    const record = Buffer.alloc(12 + address.length);
    // The name of the question, its type, class IN, TTL 0.
    record.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(0, 6);
    record.writeUInt16BE(address.length, 10);
    address.copy(record, 12);
    return record;
  });
  return Buffer.concat([head, ...records]);
}
