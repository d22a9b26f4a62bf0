import { expect, test } from "vitest";
import { BID_LIMIT } from "@/lib/domain/bids";
import { placeBid } from "./contract";

test("the limit that is documented is the one that the verb applies", () => {
  expect(placeBid).toMatchObject({ limit: BID_LIMIT, limitInVerb: true });
});
