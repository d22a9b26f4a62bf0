/** `npm run screens`: starts the sandbox with its demo market and keeps a picture of every page in docs/screens/. */
import fs from "node:fs/promises";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import { startServer } from "../lib/testing/server.ts";
import { ensureBrowser, findBrowser } from "./lib/browser.ts";
import { ROOT } from "./lib/paths.ts";
import { Problem, runMain } from "./lib/problem.ts";
import { type Look, LOOKS, type Screen, SCREENS, type Visitor, VISITORS } from "./screens/list.ts";

const FOLDER = path.join(ROOT, "docs/screens");
const MAX_BYTES = 120_000;
/** Tried in this order: pictures of few colours stay sharp at a quarter of the size. */
const COLOURS = [32, 16];

/** A palette PNG under the limit. Throws `Problem` where even the fewest colours are too many bytes. */
async function quantised(picture: Buffer, name: string): Promise<Buffer> {
  for (const colours of COLOURS) {
    const small = await sharp(picture).png({ palette: true, colours, effort: 10, dither: 0 }).toBuffer();
    if (small.length < MAX_BYTES) return small;
  }
  throw new Problem(`the picture of ${name} is over ${MAX_BYTES / 1_000} kB`);
}

async function take(page: Page, { name, open }: Screen, { suffix }: Look): Promise<number> {
  await open(page);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  // Live streams keep the network busy for ever, so this waits for what is drawn, not for silence.
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  const file = path.join(FOLDER, `${name}${suffix}.png`);
  const picture = await quantised(await page.screenshot({ animations: "disabled" }), name);
  await fs.writeFile(file, picture);
  console.log(`${path.relative(ROOT, file)} ${Math.round(picture.length / 1_000)} kB`);
  return picture.length;
}

async function enter(context: BrowserContext, visitor: Visitor): Promise<Page> {
  const page = await context.newPage();
  if (visitor === "nobody") return page;
  const button = visitor === "operator" ? "Open the console" : `Log in as ${visitor}`;
  await page.goto("/sandbox/login");
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL(visitor === "operator" ? "**/admin" : "**/dashboard");
  return page;
}

/** All pictures of one look; returns their bytes. */
async function takeAll(browser: Browser, base: string, look: Look): Promise<number> {
  const { width, colorScheme, only } = look;
  const wanted = SCREENS.filter(({ name }) => only?.includes(name) ?? true);
  let bytes = 0;
  for (const visitor of VISITORS) {
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ baseURL: base, viewport, colorScheme, reducedMotion: "reduce" });
    const page = await enter(context, visitor);
    for (const screen of wanted.filter((one) => one.visitor === visitor)) bytes += await take(page, screen, look);
    await context.close();
  }
  return bytes;
}

async function launch(): Promise<Browser> {
  await ensureBrowser();
  const executablePath = findBrowser();
  return chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}

await runMain(async () => {
  await fs.rm(FOLDER, { recursive: true, force: true });
  await fs.mkdir(FOLDER, { recursive: true });
  // Of a server that runs already, where one is named.
  const given = process.env.SCREENS_BASE;
  const server = given === undefined ? await startServer({ seed: true }) : null;
  const browser = await launch();
  try {
    let bytes = 0;
    for (const look of LOOKS) bytes += await takeAll(browser, given ?? server?.base ?? "", look);
    console.log(`${(bytes / 1_000_000).toFixed(1)} MB in all`);
  } finally {
    await browser.close();
    await server?.stop();
  }
});
