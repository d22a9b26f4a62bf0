import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createDeflate } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runtime } from "@/lib/platform/runtime";
import { testApp, type TestApp } from "@/lib/testing/app";
import { confirmed, onFile, textBytes, type TestFile } from "@/lib/testing/files";
import { Market, type Trader } from "@/lib/testing/market";
import { pdfOf, pdfSaying } from "@/lib/testing/pdf";

let app: TestApp;
let market: Market;
let buyer: Trader;
let worker: Trader;
let id: string;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
});
beforeEach(async () => {
  [buyer, worker] = await Promise.all([
    market.trader({ card: "pm_card_visa", capabilities: [] }),
    market.trader({ onboarded: true }),
  ]);
  id = await market.post(buyer, worker);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const MIB = 2 ** 20;

/** The preview of an input file, and what it took. */
async function shown(file: TestFile) {
  const fileId = await confirmed(market, id, buyer, "input", file);
  const answer = await onFile(market, "GET", id, fileId, "/preview", worker);
  expect(answer.status).toBe(200);
  return answer.data;
}

/** A gigabyte of spaces, packed without ever being there whole. */
const packedGigabyte = () =>
  buffer(Readable.from(Array<Buffer>(1_024).fill(Buffer.alloc(MIB, " "))).pipe(createDeflate()));
const png = async (width: number, height: number) =>
  new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background: "red" } })
      .png()
      .toBuffer(),
  );

describe("text", () => {
  test("is shown whole and byte for byte", async () => {
    const text = "naïve 日本 👩‍👩‍👧 \u202e <b>&amp;</b>\r\n\ttab";
    expect(await shown({ bytes: textBytes(text), content_type: "text/plain; charset=utf-8" })).toMatchObject({
      purpose: "input",
      filename: "report.txt",
      file_category: "text",
      content_type: "text/plain; charset=utf-8",
      original_size_bytes: textBytes(text).length,
      is_partial: false,
      preview_content: text,
      validation: null,
    });
  });

  test("of 10 MB is shown whole; of more, its first 512 KB without half a character at the end", async () => {
    const whole = await shown({ bytes: new Uint8Array(10 * MIB).fill(97) });
    expect([String(whole.preview_content).length, whole.is_partial, whole.original_size_human]).toEqual([
      10 * MIB,
      false,
      "10.0 MB",
    ]);
    const euros = new Uint8Array(Buffer.alloc(10 * MIB + 2, "€"));
    const part = await shown({ bytes: euros });
    expect([part.is_partial, part.original_size_bytes]).toEqual([true, 10 * MIB + 2]);
    expect(part.preview_content).toBe("€".repeat(Math.floor((512 * 1_024) / 3)));
  });

  test("in UTF-16 is read by its mark, and what is no text says so", async () => {
    expect((await shown({ bytes: new Uint8Array(Buffer.from("\ufeffhello", "utf16le")) })).preview_content).toBe(
      "hello",
    );
    const binary = await shown({ bytes: new Uint8Array(Buffer.from("\x7fELF\x01\x00\x02")) });
    expect([binary.preview_content, binary.message]).toEqual([null, expect.stringContaining("binary data")]);
  });

  test("of an SVG is shown as text and never drawn", async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    expect(await shown({ bytes: textBytes(svg), content_type: "image/svg+xml", filename: "a.svg" })).toMatchObject({
      file_category: "image",
      preview_content: svg,
    });
  });
});

describe("an image", () => {
  test("becomes a thumbnail of at most 512 pixels in a data URL", async () => {
    const data = await shown({ bytes: await png(1_600, 400), content_type: "image/png", filename: "wide.png" });
    const [, encoded = ""] = /^data:image\/webp;base64,(.+)$/.exec(String(data.preview_content)) ?? [];
    const { width, height } = await sharp(Buffer.from(encoded, "base64")).metadata();
    expect([width, height, data.file_category, data.is_partial]).toEqual([512, 128, "image", false]);
  });

  test("that would unpack to gigapixels is not unpacked", async () => {
    const bytes = await png(16_000, 16_000);
    const data = await shown({ bytes, content_type: "image/png", filename: "bomb.png" });
    expect([data.preview_content, data.message]).toEqual([null, expect.stringContaining("pixels")]);
  });

  test.each(["image/png", "image/jpeg", "image/gif", "image/webp"])(
    "that is a damaged %s says so",
    async (content_type) => {
      const format = content_type.split("/")[1] as "png" | "jpeg" | "gif" | "webp";
      const noise = {
        create: {
          width: 300,
          height: 300,
          channels: 3,
          background: "blue",
          noise: { type: "gaussian", mean: 128, sigma: 50 },
        },
      } as const;
      const whole = await sharp(noise).toFormat(format).toBuffer();
      const damaged = new Uint8Array(Buffer.concat([whole.subarray(0, 40), Buffer.alloc(200, 0xff)]));
      const data = await shown({ bytes: damaged, content_type, filename: `a.${format}` });
      expect([data.preview_content, data.message]).toEqual([null, expect.stringContaining("damaged")]);
    },
  );

  test("of over 10 MB is shown as far as its beginning goes", async () => {
    const { data, info } = await sharp({
      create: {
        width: 2_400,
        height: 1_600,
        channels: 3,
        background: "blue",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    })
      .png({ compressionLevel: 0 })
      .toBuffer({ resolveWithObject: true });
    expect(info.size).toBeGreaterThan(10 * MIB);
    const preview = await shown({ bytes: new Uint8Array(data), content_type: "image/png", filename: "large.png" });
    expect(preview.is_partial).toBe(true);
    expect(String(preview.preview_content ?? preview.message)).toMatch(/^data:image\/webp|beginning of the image/);
  });
});

describe("a PDF", () => {
  const pdf = (bytes: Uint8Array<ArrayBuffer>): TestFile => ({
    bytes,
    content_type: "application/pdf",
    filename: "a.pdf",
  });

  test("is shown as its text", async () => {
    const data = await shown(pdf(pdfSaying("Revenue grew 12 percent")));
    expect([String(data.preview_content).trim(), data.file_category, data.is_partial]).toEqual([
      "Revenue grew 12 percent",
      "document",
      false,
    ]);
  });

  test.each([
    ["damaged", textBytes("%PDF-1.7 and then nothing of a PDF")],
    ["only pictures", pdfOf(Buffer.from("0 0 100 100 re f"))],
  ])("that is %s says so", async (reason, bytes) => {
    const data = await shown(pdf(bytes));
    expect([data.preview_content, data.message]).toEqual([null, expect.stringContaining(reason)]);
  });

  test("that unpacks to a gigabyte is given up within seconds and without its memory", async () => {
    const bomb = pdfOf(await packedGigabyte(), { filter: "/Filter /FlateDecode" });
    expect(bomb.length).toBeLessThan(2 * MIB);
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
    const started = performance.now();
    const data = await shown(pdf(bomb));
    clearInterval(watch);
    expect([data.preview_content, data.message]).toEqual([null, expect.stringContaining("too much time or memory")]);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((most - before) / MIB).toBeLessThan(300);
  });
});

describe("everything else", () => {
  test.each([
    ["application/zip", "PK\u0003\u0004", "archive"],
    ["audio/mpeg", "ID3", "audio"],
    ["video/x-matroska", "x", "video"],
    ["application/msword", "x", "document"],
    ["application/octet-stream", "x", "other"],
  ])("%s has no preview, and the reason is in the message", async (content_type, content, category) => {
    const data = await shown({ bytes: textBytes(content), content_type, filename: "a.bin" });
    expect([data.preview_content, data.file_category, data.message]).toEqual([
      null,
      category,
      expect.stringContaining("no preview"),
    ]);
  });

  test("an object that is empty or gone is told, not an error", async () => {
    const fileId = await confirmed(market, id, buyer, "input");
    const [row] = await app.database.db.query<{ object_key: string }>("SELECT object_key FROM files WHERE id = $1", [
      fileId,
    ]);
    const key = String(row?.object_key);
    await runtime().objects.put(key, new Uint8Array(), "text/plain");
    expect((await onFile(market, "GET", id, fileId, "/preview", worker)).data).toMatchObject({
      preview_content: null,
      message: expect.stringContaining("empty") as string,
    });
    await runtime().objects.delete(key);
    expect((await onFile(market, "GET", id, fileId, "/preview", worker)).data).toMatchObject({
      preview_content: null,
      message: expect.stringContaining("no longer") as string,
    });
  });
});

test("a preview shows the job's newest validation and is logged", async () => {
  await market.act(id, "accept", worker);
  const fileId = await confirmed(market, id, worker, "deliverable");
  await market.event(buyer, "job.validation_passed", (body) => body.job_id === id);
  const { data } = await onFile(market, "GET", id, fileId, "/preview", buyer);
  expect(data).toMatchObject({ purpose: "deliverable", validation: { passed: true, validator_type: "rule_based" } });
  expect(Object.keys(data.validation as object).sort()).toEqual([
    "confidence",
    "passed",
    "reasoning",
    "validator_type",
  ]);
  expect(data.message).toBe("Approve the job to confirm payment and download the full deliverable.");
  const log = await app.database.db.query("SELECT agent_id, kind FROM file_accesses WHERE file_id = $1", [fileId]);
  expect(log.map((row) => ({ ...row }))).toEqual([{ agent_id: buyer.id, kind: "preview" }]);
});
