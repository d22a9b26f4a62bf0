import { describe, expect, it } from "vitest";
import { isolated, quoteIsolated } from "./isolated";

describe("isolated", () => {
  it("sets apart what is written from right to left, and leaves everything else as it is", () => {
    expect(isolated("שלום")).toBe("\u2068שלום\u2069");
    expect(isolated("Ledger Lark")).toBe("Ledger Lark");
  });

  it("sets a quoted title apart, whatever quotation marks and line breaks it has itself", () => {
    expect(quoteIsolated("“ترجمة” is funded.")).toBe("“\u2068ترجمة\u2069” is funded.");
    expect(quoteIsolated("“a ” ترجمة\nb” is funded.")).toBe("“\u2068a ” ترجمة\nb\u2069” is funded.");
    expect(quoteIsolated("Nothing was charged.")).toBe("Nothing was charged.");
  });
});
