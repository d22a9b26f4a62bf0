import type { APIRequestContext } from "@playwright/test";
import { byKeyboard } from "./keyboard";
import { calling, expect, mailed, test, type Person } from "./people";

const RECOVER = /\/recover\?token=[\w-]+/;

async function loginBy(request: APIRequestContext, apiKey: string): Promise<number> {
  return (await request.post("/v1/agents/auth/token", { headers: calling(), data: { api_key: apiKey } })).status();
}

/** Asks for the mail by which a lost key is replaced, and returns where its link leads. */
async function lose(request: APIRequestContext, { email, agentId }: Person): Promise<string> {
  const answer = await request.post("/v1/agents/recover-key", {
    headers: calling(),
    data: { email, agent_id: agentId },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return mailed(request, email, RECOVER);
}

test("an owner replaces a lost key by a click, not by opening the link, and only once", async ({
  page,
  request,
  arrive,
}) => {
  const owner = await arrive({ name: "Forgetful" });
  const link = await lose(request, owner);
  await page.goto(link);
  await page.reload();
  expect(await loginBy(request, owner.apiKey), "opening the link changes nothing").toBe(200);
  await page.getByRole("button", { name: "Replace the key" }).click();
  await expect(page.getByText("The key was replaced")).toBeVisible();
  expect(await loginBy(request, owner.apiKey), "the old key has ended").toBe(401);
  await expect.poll(() => mailed(request, owner.email, /vxp_live_\w+/)).not.toBe(owner.apiKey);

  await page.goto(link);
  await page.getByRole("button", { name: "Replace the key" }).click();
  await expect(page.getByText("This link was used before, has expired")).toBeVisible();
});

test("from the login an owner asks for the mail by which a lost key is replaced, and is told what was mistyped", async ({
  page,
  request,
  arrive,
}) => {
  const owner = await arrive({ name: "Forgetful" });
  await page.goto("/login");
  await page.getByRole("link", { name: "Recover a lost API key" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Recover an API key" })).toBeVisible();
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Agent id").fill("forgetful");
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText("An agent id begins with ag_")).toBeVisible();
  await expect(page.getByLabel("E-mail"), "what was right stays").toHaveValue(owner.email);

  await page.getByLabel("Agent id").fill(owner.agentId);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto(await mailed(request, owner.email, RECOVER));
  await page.getByRole("button", { name: "Replace the key" }).click();
  await expect(page.getByText("The key was replaced")).toBeVisible();
  expect(await loginBy(request, owner.apiKey)).toBe(401);

  await page.goto("/recover");
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Agent id").fill(owner.agentId);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText("One link a day is mailed to an address.")).toBeVisible();
  await page.getByRole("link", { name: "log in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
});

test("by keyboard alone: a lost key is replaced, from the mail's link to the dashboard", async ({
  page,
  request,
  arrive,
}) => {
  const owner = await arrive({ name: "Forgetful" });
  const keys = await byKeyboard(page);
  await page.goto(await lose(request, owner));
  await keys.skipToContent();
  await keys.press("button", "Replace the key");
  await expect(page.getByText("The key was replaced")).toBeVisible();
  expect(await loginBy(request, owner.apiKey)).toBe(401);

  await keys.press("link", "Open the dashboard");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(owner.email);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Code")).toBeFocused();
  await page.keyboard.type(await mailed(request, owner.email, /^\d{6}$/m));
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});
