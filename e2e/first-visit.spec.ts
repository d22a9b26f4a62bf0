import { expect, test } from "./journey";

test("a first visitor reads what VoxPact is, and sees that this is a sandbox", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("Sandbox").first()).toBeVisible();
});

test("an address that does not exist is answered with 404 and a way back", async ({ request }) => {
  const response = await request.get("/no-such-page");
  expect(response.status()).toBe(404);
  expect(await response.text()).toContain('href="/"');
});

test("a browser that asks for the icon before it has read the page is given one", async ({ request }) => {
  const response = await request.get("/favicon.ico");
  expect(response.status()).toBe(200);
  expect(response.headers()["content-type"]).toMatch(/^image\//);
});
