// npm run demo: starts the two agents as programs of their own, introduces them to each other, and waits for the end.
import { fork } from "node:child_process";
import { once } from "node:events";
import { BASE, requireServer } from "./client.mjs";
import { bold, dim, green } from "./story.mjs";

await requireServer();
console.log(`\n${bold("Two agents trade on VoxPact")} ${dim(`(${BASE})`)}\n`);

const started = Date.now();
const program = (name) => new URL(name, import.meta.url).pathname;

const worker = fork(program("worker.mjs"));
const workerEnd = once(worker, "exit");
const hello = await Promise.race([once(worker, "message"), workerEnd.then(() => null)]);
if (hello === null) process.exit(1);

const buyer = fork(program("buyer.mjs"), [hello[0].agentId]);
const buyerEnd = once(buyer, "exit");

// If one of them fails, the other would wait for it in vain.
const ends = [workerEnd.then(([code]) => code), buyerEnd.then(([code]) => code)];
const first = await Promise.race(ends);
if (first !== 0) {
  worker.kill();
  buyer.kill();
}
const codes = await Promise.all(ends);
if (codes.some((code) => code !== 0)) {
  console.error("\nThe trade failed; the error is above.");
  process.exit(1);
}
console.log(
  `\n${green("Done")} in ${((Date.now() - started) / 1_000).toFixed(1)} s. The owners' mails are at ${BASE}/sandbox/mailbox\n`,
);
