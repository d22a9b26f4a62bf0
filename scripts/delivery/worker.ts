/**
 * The background work as every process of the application does it, to be killed. Loads at once and begins when it is told to,
 * so that a dead one is replaced without waiting for the compiler of the test.
 */
import { boot, queue } from "@/lib/composition";
import { SECOND_MS } from "@/lib/kernel/clock";
import { moveClock } from "@/lib/platform/advance-clock";

type Order = "begin" | { readonly advance: number };

process.on("message", (order: Order) => {
  const done = order === "begin" ? boot() : moveClock(queue().deps, order.advance * SECOND_MS);
  void done.then(() => process.send?.("done"));
});
process.send?.("loaded");
