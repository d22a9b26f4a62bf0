import { describe, expect, it } from "vitest";
import { csvEuros, csvLine, csvResponse } from "./csv";

describe("a line of a CSV file", () => {
  it.each([
    ['=HYPERLINK("http://evil.example","click")', `"'=HYPERLINK(""http://evil.example"",""click"")"`],
    ["+1", "'+1"],
    ["-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["  =1+1", "'  =1+1"],
    ["\t=1", "'\t=1"],
    ["＝1", "'＝1"],
  ])("makes %j text that no spreadsheet calculates", (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`);
  });

  it.each([
    ["a, b", '"a, b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    ["plain", "plain"],
    ["日本 = 1", "日本 = 1"],
  ])("keeps %j one cell", (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`);
  });

  it("leaves numbers numbers and nothing empty", () => {
    expect(csvLine([-3, null, csvEuros(999_999_999)])).toBe("-3,,9999999.99\r\n");
  });
});

describe("a CSV file", () => {
  it("asks for a row only when the one before has been taken", async () => {
    let made = 0;
    async function* rows(): AsyncGenerator<readonly string[]> {
      for (; made < 10_000; made += 1) yield [await Promise.resolve("x")];
    }
    const reader = csvResponse("jobs.csv", ["h"], rows()).body?.getReader();
    await reader?.read();
    await reader?.read();
    expect(made).toBeLessThan(10);
    await reader?.cancel();
  });
});
