import { describe, expect, it } from "vitest";
import { safeNext } from "./next-path";

describe("where a login leads", () => {
  it.each(["/dashboard/jobs?status=delivered&q=a%20b", "/admin#top", "/"])(
    "is the page that was asked for: %s",
    (path) => {
      expect(safeNext(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    "",
    "dashboard",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "/\r\\evil.example",
    "//",
    "/x/..//evil.example",
  ])("is never another site: %j", (next) => {
    expect(safeNext(next)).toBe("/dashboard");
  });
});
