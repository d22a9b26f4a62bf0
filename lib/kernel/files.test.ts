import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  categoryOf,
  cleanFilename,
  essenceOf,
  hasBlockedExtension,
  isAllowedType,
  isTextType,
  sizeText,
} from "./files";

const BLOCKED = "exe bat cmd com msi scr pif vbs vbe js jse ws wsf wsc reg inf ps1 psm1".split(" ");

describe("a file's name", () => {
  test.each([
    ["report.pdf", "report.pdf"],
    ["/etc/passwd", "passwd"],
    ["..\\..\\windows\\a.txt", "a.txt"],
    ["C:\\Users\\me\\a.txt", "a.txt"],
    ["re\u202epo\u2066rt\u200f.txt", "report.txt"],
    ["a\u0000\u0007\u009fb.txt", "ab.txt"],
    ["  spaced name .txt ", "spaced name .txt"],
    ["日本 (1).txt", "日本 (1).txt"],
    [".gitignore", ".gitignore"],
    ["", ""],
    ["/", ""],
    ["..", ""],
    ["a/..", ""],
    [". . .", ""],
    ["\u202e", ""],
  ])("%j becomes %j", (given, name) => expect(cleanFilename(given)).toBe(name));

  test("is, once cleaned, one usable segment of a key, and stays as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (given) => {
        const name = cleanFilename(given);
        expect(cleanFilename(name)).toBe(name);
        expect(name).not.toMatch(/[/\\\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(/^\.{1,2}$/.test(name)).toBe(false);
        expect(name.length).toBeLessThanOrEqual(given.length);
      }),
    );
  });
});

describe("a blocked extension", () => {
  test.each(BLOCKED)(".%s is found in every disguise", (extension) => {
    const names = [
      `a.${extension}`,
      `A.${extension.toUpperCase()}`,
      `a.txt.${extension}`,
      `.${extension}`,
      `a.${extension}. . .`,
      `a.${extension}\u00a0`,
      `a.${extension}::$DATA`,
      `a\u2024${extension}`,
      `a.${extension}\u200b`,
    ];
    expect(names.filter((name) => !hasBlockedExtension(name))).toEqual([]);
  });

  test("is not seen where there is none", () => {
    const names = [
      "a.txt",
      "exe",
      "a.exe.txt",
      "a.json",
      "a.jsx",
      "a.command",
      "a.html",
      "notes on .exe files.md",
      "a.wss",
    ];
    expect(names.filter(hasBlockedExtension)).toEqual([]);
  });
});

describe("a MIME type", () => {
  test.each([
    "text/plain",
    "text/markdown; charset=utf-8",
    "TEXT/HTML",
    "application/json",
    "application/pdf",
    "application/zip",
    "application/gzip",
    "application/x-tar",
    "application/csv",
    "application/xml",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "image/png",
    "image/svg+xml",
    "audio/mpeg",
    "video/mp4",
    "application/octet-stream",
  ])("%s is accepted", (type) => expect(isAllowedType(type)).toBe(true));
  test.each([
    "",
    "text",
    "text/",
    "/plain",
    "text/plain\r\nx: y",
    "application/x-msdownload",
    "application/javascript",
    "application/java-archive",
    "application/vnd.android.package-archive",
    "multipart/form-data",
    "font/woff2",
    "text/plain, text/html",
  ])("%j is refused", (type) => expect(isAllowedType(type)).toBe(false));

  test("is read without its parameters and case", () =>
    expect(essenceOf(" Text/Plain ; charset=UTF-8")).toBe("text/plain"));

  test.each([
    ["text/markdown", "text", true],
    ["application/json", "data", true],
    ["text/csv", "data", true],
    ["application/pdf", "document", false],
    ["application/vnd.ms-excel", "document", false],
    ["image/svg+xml", "image", true],
    ["image/png", "image", false],
    ["application/x-tar", "archive", false],
    ["application/octet-stream", "other", false],
  ])("%s is %s (text: %s)", (type, category, isText) =>
    expect([categoryOf(type), isTextType(type)]).toEqual([category, isText]),
  );
});

test.each([
  [0, "0 B"],
  [1_023, "1023 B"],
  [1_024, "1.0 KB"],
  [204_800, "200.0 KB"],
  [524_288_000, "500.0 MB"],
  [1_073_741_824, "1.0 GB"],
])("%d bytes read as %s", (bytes, text) => expect(sizeText(bytes)).toBe(text));
