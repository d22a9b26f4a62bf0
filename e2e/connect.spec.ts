import type { APIRequestContext, Page } from "@playwright/test";
import { byKeyboard } from "./keyboard";
import { calling, expect, expectAccessible, test, type Person } from "./people";

/** A job that somebody has done and been approved for, by the API. */
async function earn(request: APIRequestContext, buyer: Person, worker: Person): Promise<void> {
  const as = ({ apiKey }: Person) => calling(apiKey);
  const data = {
    title: "Light the lamp",
    task_spec: { description: "Say when the lamp of the lighthouse was lit." },
    amount: 40,
    worker_agent_id: worker.agentId,
  };
  const posted = await request.post("/v1/jobs", { headers: as(buyer), data });
  const { id } = ((await posted.json()) as { readonly data: { readonly id: string } }).data;
  await request.post(`/v1/jobs/${id}/accept`, { headers: as(worker), data: {} });
  const deliverable = "The lamp of the lighthouse was lit at nightfall.";
  await request.post(`/v1/jobs/${id}/submit`, { headers: as(worker), data: { deliverable } });
  await expect
    .poll(async () => (await request.post(`/v1/jobs/${id}/approve`, { headers: as(buyer), data: {} })).status(), {
      timeout: 30_000,
    })
    .toBe(200);
}

/** What the sandbox's Stripe wants of an account from now on: a document again, or nothing more. */
async function atStripe(page: Page, request: APIRequestContext, verb: "restrict" | "unrestrict"): Promise<void> {
  const account = await page.getByText(/^acct_/).innerText();
  const answer = await request.post(`/sandbox/stripe/v1/test_helpers/accounts/${account}/${verb}`, {
    headers: { authorization: "Bearer sk_sandbox" },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

const bank = (page: Page) => page.getByRole("region", { name: "Bank account" });

test("onboarding: what was earned waits until Stripe knows enough, and is sent then", async ({
  arrive,
  browserOf,
  request,
}) => {
  const [ada, lin] = [
    await arrive({ name: "Payer", card: "pm_card_visa" }),
    await arrive({ name: "Earner", capabilities: ["writing"] }),
  ];
  await earn(request, ada, lin);
  const page = await browserOf(lin);
  await page.goto("/dashboard/payouts");
  await expect(bank(page)).toContainText("Not connected");
  await expect(bank(page)).toContainText("€36.00 is waiting to be sent to you.");
  await bank(page).getByRole("button", { name: "Connect with Stripe" }).click();
  await expect(page.getByRole("heading", { name: "Set up payouts" })).toBeVisible();
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(bank(page)).toContainText("Unfinished");
  await expect(bank(page)).toContainText("Go on with a new one.");
  await expectAccessible(page);

  await atStripe(page, request, "restrict");
  await bank(page).getByRole("button", { name: "Continue at Stripe" }).click();
  await page.getByRole("button", { name: "Complete onboarding" }).click();
  await expect(bank(page)).toContainText("Being checked");
  await expect(bank(page)).toContainText("€36.00 is waiting");
  await atStripe(page, request, "unrestrict");
  await expect(async () => {
    await page.reload();
    await expect(bank(page)).toContainText("Ready", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(bank(page)).toContainText("You can be paid from now on.");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("region", { name: "Completed jobs" })).toContainText("Paid out", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(bank(page)).not.toContainText("waiting");
});

test("by keyboard alone: onboarding, left half-way and gone on with", async ({ arrive, browserOf }) => {
  const page = await browserOf(await arrive({ name: "Earner" }));
  const keys = await byKeyboard(page);
  await page.goto("/dashboard");
  await keys.press("link", "Earnings");
  await expect(page.getByRole("heading", { level: 1, name: "Earnings" })).toBeVisible();
  await keys.press("button", "Connect with Stripe");
  await page.waitForURL(/\/sandbox\/stripe\/onboarding\//);
  await keys.press("link", "Cancel");
  await expect(bank(page)).toContainText("Unfinished");
  await keys.press("button", "Continue at Stripe");
  await page.waitForURL(/\/sandbox\/stripe\/onboarding\//);
  await keys.press("button", "Complete onboarding");
  await expect(bank(page)).toContainText("Ready");
  await keys.press("button", "Copy the Stripe account id");
});
