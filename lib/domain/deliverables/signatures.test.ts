import { describe, expect, test } from "vitest";
import { matchesType } from "./signatures";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const SAMPLES: Readonly<Record<string, string>> = {
  "application/pdf": "%PDF-1.7\n",
  "application/zip": "PK\x03\x04rest",
  "application/gzip": "\x1f\x8b\x08\x00",
  "image/png": "\x89PNG\r\n\x1a\nrest",
  "image/jpeg": "\xff\xd8\xff\xe0",
  "image/gif": "GIF89a",
  "image/webp": "RIFF\x00\x00\x00\x00WEBPVP8 ",
  "image/tiff": "II*\x00",
  "audio/wav": "RIFF\x00\x00\x00\x00WAVEfmt ",
  "video/mp4": "\x00\x00\x00\x18ftypisom",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "PK\x03\x04rest",
};

describe.each(Object.entries(SAMPLES))("%s", (type, sample) => {
  test("is known by its first bytes, with and without parameters", () => {
    expect([matchesType(type, bytes(sample)), matchesType(`${type}; q=1`, bytes(sample))]).toEqual([true, true]);
  });

  test("is no other kind of file, nor text, nor nothing", () => {
    const others = Object.values(SAMPLES).filter((other) => other !== sample);
    expect([...others, "plain text", ""].filter((other) => matchesType(type, bytes(other)))).toEqual([]);
  });
});

test("a PDF's header may stand anywhere in the first kilobyte, and no further", () => {
  expect(matchesType("application/pdf", bytes(`${"\n".repeat(1_000)}%PDF-1.4`))).toBe(true);
  expect(matchesType("application/pdf", bytes(`${"\n".repeat(1_024)}%PDF-1.4`))).toBe(false);
});

test("types without a signature are taken at their word", () => {
  const types = [
    "text/plain",
    "application/json",
    "application/octet-stream",
    "application/x-tar",
    "audio/mpeg",
    "application/msword",
  ];
  expect(types.filter((type) => !matchesType(type, bytes("anything")))).toEqual([]);
});
