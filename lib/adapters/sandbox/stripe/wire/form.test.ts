import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeForm } from "./form";

describe("Stripe's form encoding", () => {
  it("reads maps, lists by number and lists by order", () => {
    const form = "a=1&b[c]=2&b[d][e]=3&list[]=x&list[]=y&items[0][n]=1&items[1][n]=2&items[0][m]=3";
    expect(JSON.parse(JSON.stringify(decodeForm(form)))).toEqual({
      a: "1",
      b: { c: "2", d: { e: "3" } },
      list: ["x", "y"],
      items: [{ n: "1", m: "3" }, { n: "2" }],
    });
  });

  it("decodes what the query decodes", () => {
    expect(decodeForm("metadata%5Bna+me%5D=%E2%82%AC+5").metadata).toEqual({ "na me": "€ 5" });
  });

  it("never throws, and never reaches a prototype", () => {
    const names = fc.string({
      unit: fc.constantFrom("a", "[", "]", "0", "9", "__proto__", "constructor", "=", "&", "%"),
      maxLength: 40,
    });
    fc.assert(
      fc.property(names, (text) => {
        decodeForm(text);
        return !("a" in {}) && !("0" in {});
      }),
    );
  });

  it("takes a huge list index for a name, not for a length", () => {
    expect(JSON.stringify(decodeForm("a[999999999]=1"))).toBe('{"a":{"999999999":"1"}}');
  });
});
