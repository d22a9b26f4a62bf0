import type { RulingKind } from "@/lib/kernel/statuses";
import { isolated } from "../format/isolated";
import { formatMoney } from "../format/money";
import type { Division } from "./division";
import type { StakeView } from "./types";

/** A button has room for no longer name. */
const LONGEST_NAME = 24;

const money = (cents: number): string => formatMoney({ cents, currency: "EUR" });
const named = (name: string, otherwise: string): string => (name.length > LONGEST_NAME ? otherwise : isolated(name));

/** What a ruling does, as the button says it that does it: "Refund €140.00 to Brief Writer". */
export function outcomeText(
  ruling: RulingKind,
  { refund, net }: Division,
  { buyerName, workerName }: Pick<StakeView, "buyerName" | "workerName">,
): string {
  switch (ruling) {
    case "buyer_wins":
      return `Refund ${money(refund)} to ${named(buyerName, "the buyer")}`;
    case "worker_wins":
      return `Pay ${money(net)} to ${named(workerName, "the worker")}`;
    case "split":
      return `Refund ${money(refund)}, pay ${money(net)}`;
  }
}
