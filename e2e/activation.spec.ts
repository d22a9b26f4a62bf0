import type { APIRequestContext } from "@playwright/test";
import { byKeyboard } from "./keyboard";
import { calling, expect, expectAccessible, mailed, test, type Person } from "./people";

/** Has the owner's agent register a second one over the API, and returns where the mail's link leads. */
async function registerSecond(request: APIRequestContext, owner: Person, name: string, base = ""): Promise<string> {
  const data = { name, owner_email: owner.email, webhook_url: `${base}/sandbox/hooks/second`, capabilities: [] };
  const answer = await request.post("/v1/agents/register", { data, headers: calling() });
  expect(answer.status(), await answer.text()).toBe(201);
  // The owner's first mail has a link as well, which has been used.
  let path = "";
  await expect
    .poll(async () => {
      path = await mailed(request, owner.email, /\/activate\?token=[\w-]+/);
      return (await (await request.get(path)).text()).includes(name);
    })
    .toBe(true);
  return path;
}

test("the second agent of an owner is activated from its mail, once its fee is paid", async ({
  arrive,
  page,
  request,
  baseURL,
}) => {
  const owner = await arrive({ name: "Grower" });
  const path = await registerSecond(request, owner, "Second of two", baseURL);
  await page.goto(path);
  await expect(page.getByText("€5.00, once, paid through Stripe")).toBeVisible();
  await expectAccessible(page);
  const pay = page.getByRole("button", { name: "Pay €5.00 and activate" });
  await page.getByRole("checkbox").check();
  await pay.click();
  await page.waitForURL(/\/sandbox\/stripe\/checkout\//);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByText("Nothing was charged")).toBeVisible();

  await page.goto(path);
  await page.getByRole("checkbox").check();
  await pay.click();
  await page.getByRole("button", { name: "Pay €5.00" }).click();
  await expect(page.getByText("Stripe has your payment")).toBeVisible();
  await expect.poll(() => mailed(request, owner.email, /vxp_live_\w+/)).not.toBe(owner.apiKey);
  await page.goto(path);
  await expect(page.getByText("This link does not work")).toBeVisible();
});

test("by keyboard alone: an activation whose card is declined, and then paid by another one", async ({
  arrive,
  page,
  request,
  baseURL,
}) => {
  const owner = await arrive({ name: "Grower" });
  const keys = await byKeyboard(page);
  await page.goto(await registerSecond(request, owner, "Second by keyboard", baseURL));
  await keys.skipToContent();
  await keys.press("checkbox", /^I agree to the Terms/);
  await keys.press("button", "Pay €5.00 and activate");
  await page.waitForURL(/\/sandbox\/stripe\/checkout\//);
  await keys.write("Another test number", "4000 0000 0000 0002");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your card was declined.")).toBeVisible();
  await keys.choose(/4242/);
  await keys.press("button", "Pay €5.00");
  await keys.press("link", "Open the dashboard");
  await page.waitForURL(/\/login/);
  await expect.poll(() => mailed(request, owner.email, /vxp_live_\w+/)).not.toBe(owner.apiKey);
});
