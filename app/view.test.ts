import { expect, it } from "vitest";
import { single } from "./view";

it("a search parameter counts when it is there once, with something that the database can take", () => {
  expect(single("a b")).toBe("a b");
  for (const value of [undefined, "", ["a", "b"], "\u0000", "a\u0000b"]) expect(single(value)).toBeUndefined();
});
