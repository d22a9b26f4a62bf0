import { expect, test } from "./journey";

const PAGES = [
  "/",
  "/terms",
  "/login",
  "/docs",
  "/docs/api/jobs",
  "/docs/lifecycle",
  "/activate?token=none",
  "/recover?token=none",
  "/login/verify?token=none",
  "/sandbox",
  "/sandbox/mail",
  "/sandbox/login",
] as const;

interface Watched {
  readonly violated: string[];
}

test.describe("a browser", () => {
  for (const path of PAGES) {
    test(`shows ${path} without breaking its policy`, async ({ page }) => {
      await page.addInitScript(() => {
        const watched: Watched = { violated: [] };
        Object.assign(window, { watched });
        document.addEventListener("securitypolicyviolation", (event) => {
          watched.violated.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
        });
      });
      const response = await page.goto(path);
      await page.waitForLoadState("networkidle");
      const policy = response?.headers()["content-security-policy"] ?? "";
      expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/);
      const violated = await page.evaluate(() => (window as unknown as { watched: Watched }).watched.violated);
      expect(violated).toEqual([]);
    });
  }

  test("sets the theme before the first paint, by a script that bears the nonce", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto("/docs");
    await expect(page.locator("html")).toHaveClass(/dark/);
  });

  test("refuses a script without the nonce", async ({ page, baseURL }) => {
    const fresh = await page.context().newPage();
    await fresh.goto(`${baseURL ?? ""}/docs`);
    const ran = await fresh.evaluate(() => {
      const script = document.createElement("div");
      script.innerHTML = '<img src="data:," onerror="window.ran = true">';
      document.body.append(script);
      return new Promise((resolve) => setTimeout(() => resolve("ran" in window), 300));
    });
    expect(ran).toBe(false);
    await fresh.close();
  });
});

test("every request gets a nonce of its own", async ({ request }) => {
  const nonce = async (): Promise<string> =>
    /'nonce-([^']+)'/.exec((await request.get("/docs")).headers()["content-security-policy"] ?? "")?.[1] ?? "";
  const [first, second] = [await nonce(), await nonce()];
  expect(first).not.toBe("");
  expect(first).not.toBe(second);
});

test("every answer says how it may be used", async ({ request }) => {
  for (const path of ["/", "/v1/jobs", "/docs", "/openapi.json"]) {
    const headers = (await request.get(path)).headers();
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
    });
    expect(headers["permissions-policy"], path).toContain("camera=()");
  }
});

test("https is insisted on where it is used, and only there", async ({ request }) => {
  const plain = (await request.get("/docs")).headers();
  const secure = (await request.get("/docs", { headers: { "x-forwarded-proto": "https" } })).headers();
  expect(plain["strict-transport-security"]).toBeUndefined();
  expect(secure["strict-transport-security"]).toMatch(/^max-age=\d{8,}/);
});

test("the API has no page's policy", async ({ request }) => {
  expect((await request.get("/v1/jobs")).headers()["content-security-policy"]).toBeUndefined();
});

test("a login that cannot be read, or is too large, is refused and nothing breaks", async ({ request }) => {
  const path = "/api/auth/callback/magic";
  const headers = { "content-type": "application/json" };
  for (const data of ["{", "", "[", '"x"', "null", "[]", "{}"]) {
    const response = await request.post(path, { headers, data: Buffer.from(data), maxRedirects: 0 });
    expect(response.status(), data).toBeLessThan(500);
  }
  const large = await request.post(path, { headers, data: Buffer.alloc(100_000, " ") });
  expect(large.status()).toBe(413);
});

test("Stripe's events are read up to a megabyte", async ({ request }) => {
  const post = (size: number) => request.post("/api/stripe/webhook", { data: Buffer.alloc(size, " ") });
  expect((await post(1_000)).status()).toBe(400);
  expect((await post(2_000_000)).status()).toBe(413);
});
