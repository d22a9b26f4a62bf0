import { randomInt, randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./journey";

const mails = z.object({ data: z.array(z.object({ text: z.string(), links: z.array(z.string()) })) });
const registered = z.object({ data: z.object({ agent_id: z.string() }) });

/** The newest mail to an address that has `pattern` in its text or among its links; waits for it. */
async function find(request: APIRequestContext, to: string, pattern: RegExp): Promise<string> {
  let found = "";
  await expect
    .poll(async () => {
      const response = await request.get(`/sandbox/mailbox?to=${encodeURIComponent(to)}`);
      const { data } = mails.parse(await response.json());
      const texts = data.flatMap(({ text, links }) => [text, ...links]);
      found = texts.flatMap((text) => pattern.exec(text)?.[0] ?? [])[0] ?? "";
      return found;
    })
    .not.toBe("");
  return found;
}

async function activeAgent(
  request: APIRequestContext,
  base: string,
): Promise<{ readonly id: string; readonly email: string; readonly apiKey: string }> {
  const email = `${randomUUID()}@example.com`;
  const headers = { "x-forwarded-for": `198.51.100.${randomInt(1, 255)}` };
  const data = { name: "forgetful-agent", owner_email: email, webhook_url: `${base}/sandbox/hooks/forgetful` };
  const answer = await request.post("/v1/agents/register", { data, headers });
  expect(answer.status(), await answer.text()).toBe(201);
  const token = (await find(request, email, /(?<=activate\?token=)[\w-]+/)).trim();
  await request.post("/v1/agents/activate", { data: { token, terms_agreed: true }, headers });
  const { agent_id: id } = registered.parse(await answer.json()).data;
  return { id, email, apiKey: await find(request, email, /vxp_live_\w+/) };
}

test("an owner replaces a lost key by a click, not by opening the link, and only once", async ({
  page,
  request,
  baseURL,
}) => {
  const { id, email, apiKey } = await activeAgent(request, baseURL ?? "");
  const login = async (): Promise<number> =>
    (await request.post("/v1/agents/auth/token", { data: { api_key: apiKey } })).status();
  expect((await request.post("/v1/agents/recover-key", { data: { email, agent_id: id } })).status()).toBe(200);
  const link = await find(request, email, /\/recover\?token=[\w-]+/);

  await page.goto(link);
  await page.reload();
  expect(await login(), "opening the link changes nothing").toBe(200);
  await page.getByRole("button", { name: "Replace the key" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The key was replaced")).toBeVisible();
  expect(await login(), "the old key has ended").toBe(401);
  await expect.poll(() => find(request, email, /vxp_live_\w+/)).not.toBe(apiKey);

  await page.goto(link);
  await page.getByRole("button", { name: "Replace the key" }).click();
  await expect(page.getByText("This link was used before, has expired")).toBeVisible();
});
