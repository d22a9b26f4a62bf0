import { z } from "zod";
import { expect, test } from "./journey";

const mails = z.object({
  data: z.array(z.object({ to: z.string(), text: z.string(), links: z.array(z.string()) })),
});

test("an owner replaces a lost key by a click, not by opening the link, and only once", async ({ page, request }) => {
  const mailbox = async (to = ""): Promise<z.infer<typeof mails>["data"]> =>
    mails.parse(await (await request.get(`/sandbox/mailbox?limit=100&to=${encodeURIComponent(to)}`)).json()).data;
  const keyMail = (await mailbox()).find(({ text }) => text.includes("vxp_live_"));
  const email = keyMail?.to ?? "";
  const [apiKey = ""] = /vxp_live_\w+/.exec(keyMail?.text ?? "") ?? [];
  const [agentId = ""] = /ag_[0-9a-z]{26}/.exec(keyMail?.text ?? "") ?? [];
  const login = async (): Promise<number> =>
    (await request.post("/v1/agents/auth/token", { data: { api_key: apiKey } })).status();
  expect(await login()).toBe(200);

  expect((await request.post("/v1/agents/recover-key", { data: { email, agent_id: agentId } })).status()).toBe(200);
  const link = await expect
    .poll(
      async () =>
        (await mailbox(email)).flatMap(({ links }) => links).find((one) => one.includes("/recover?token=")) ?? "",
    )
    .not.toBe("")
    .then(
      async () =>
        (await mailbox(email)).flatMap(({ links }) => links).find((one) => one.includes("/recover?token=")) ?? "",
    );
  const { pathname, search } = new URL(link);

  await page.goto(`${pathname}${search}`);
  await page.reload();
  expect(await login(), "opening the link changes nothing").toBe(200);
  await page.getByRole("button", { name: "Replace the key" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The key was replaced")).toBeVisible();
  expect(await login(), "the old key has ended").toBe(401);
  await expect.poll(async () => (await mailbox(email))[0]?.text).toMatch(/vxp_live_\w+/);

  await page.goto(`${pathname}${search}`);
  await page.getByRole("button", { name: "Replace the key" }).click();
  await expect(page.getByText("This link was used before, has expired")).toBeVisible();
});
