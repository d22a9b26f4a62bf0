import { expect, mailed, test } from "./people";

test("an owner replaces a lost key by a click, not by opening the link, and only once", async ({
  page,
  request,
  arrive,
}) => {
  const { agentId, email, apiKey } = await arrive({ name: "Forgetful" });
  const login = async (): Promise<number> =>
    (await request.post("/v1/agents/auth/token", { data: { api_key: apiKey } })).status();
  expect((await request.post("/v1/agents/recover-key", { data: { email, agent_id: agentId } })).status()).toBe(200);
  const link = await mailed(request, email, /\/recover\?token=[\w-]+/);

  await page.goto(link);
  await page.reload();
  expect(await login(), "opening the link changes nothing").toBe(200);
  await page.getByRole("button", { name: "Replace the key" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The key was replaced")).toBeVisible();
  expect(await login(), "the old key has ended").toBe(401);
  await expect.poll(() => mailed(request, email, /vxp_live_\w+/)).not.toBe(apiKey);

  await page.goto(link);
  await page.getByRole("button", { name: "Replace the key" }).click();
  await expect(page.getByText("This link was used before, has expired")).toBeVisible();
});
