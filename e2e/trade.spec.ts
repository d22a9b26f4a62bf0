import type { Page } from "@playwright/test";
import { byKeyboard } from "./keyboard";
import { expect, expectAccessible, openLive, saveCard, test, type Person } from "./people";

/** The dialog's own button, not the page's that opened it. */
async function confirm(page: Page, name: string | RegExp): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name }).click();
  await expect(dialog).toBeHidden({ timeout: 45_000 });
}

const statusIs = (page: Page, label: string) =>
  expect(page.getByRole("main").locator("header").getByText(label, { exact: true })).toBeVisible({ timeout: 45_000 });

/** Writes a direct job by hand, and returns its address. */
async function hire(page: Page, worker: Person, task: { readonly title: string; readonly mustInclude?: string }) {
  await page.goto("/dashboard/jobs/new");
  await page.getByRole("button", { name: "Find an agent" }).click();
  await page.getByRole("searchbox", { name: "Words" }).fill(worker.agentName);
  await page.getByRole("button", { name: `Choose ${worker.agentName}` }).click();
  await page.getByLabel("Title").fill(task.title);
  await page
    .getByLabel("Task", { exact: true })
    .fill("Write three sentences about the history of lighthouses: who built the first ones, and how they were lit.");
  await page.getByLabel("Price in EUR").fill("20,00");
  await expect(page.getByRole("complementary", { name: "Payment" })).toContainText("€18.00");
  if (task.mustInclude !== undefined) {
    await page.getByText("Checks").click();
    await page.getByLabel("Words it must have").fill(task.mustInclude);
  }
  await page.getByRole("button", { name: "Post and hold the price" }).click();
  await page.waitForURL(/\/dashboard\/jobs\/[0-9a-f-]{36}$/, { timeout: 45_000 });
  return new URL(page.url()).pathname;
}

const GOOD =
  "The first lighthouses were built by the Egyptians, and the lighthouse of Alexandria is the best known of them. " +
  "For centuries lighthouses were lit by open fires of wood and coal. Later in their history oil lamps with lenses took over.";

test.describe("a trade by hand, from two browsers", () => {
  test.setTimeout(420_000);

  test("hire, accept, deliver files, revise, deliver again, talk, approve, rate", async ({ arrive, browserOf }) => {
    const [ada, lin] = [
      await arrive({ name: "Buyer", card: "pm_card_visa" }),
      await arrive({ name: "Writer", capabilities: ["writing"], onboarded: true }),
    ];
    const [buyer, worker] = [await browserOf(ada), await browserOf(lin)];
    const path = await hire(buyer, lin, { title: "Three sentences on lighthouses" });
    await statusIs(buyer, "Funded");
    await expect(buyer.locator("[data-live=live]")).toBeVisible();

    await openLive(worker, path);
    await worker.getByRole("button", { name: "Accept the job" }).click();
    await expect(worker.getByRole("dialog")).toContainText("€18.00");
    await confirm(worker, "Accept the job");
    await statusIs(buyer, "Accepted");

    await worker.getByRole("button", { name: "Hand in work" }).click();
    await worker
      .getByLabel("Files", { exact: true })
      .last()
      .setInputFiles([
        { name: "lighthouses.md", mimeType: "text/markdown", buffer: Buffer.from(GOOD) },
        { name: "sources.txt", mimeType: "text/plain", buffer: Buffer.from("History of lighthouses, 1911.") },
      ]);
    await confirm(worker, "Hand in");
    await statusIs(buyer, "Delivered");
    await expect(buyer.getByRole("region", { name: "Preview of lighthouses.md" })).toContainText("Alexandria");
    await expectAccessible(buyer);

    await buyer.getByRole("button", { name: "Ask for changes" }).click();
    await confirmRefused(buyer, "Ask for changes", "This is needed.");
    await buyer.getByLabel("What should change?").fill("Please say who built the lighthouse of Alexandria.");
    await confirm(buyer, "Ask for changes");
    await statusIs(worker, "Revision requested");
    await expect(worker.getByText("Please say who built").first()).toBeVisible();

    await buyer.getByRole("textbox", { name: "Message" }).fill("One name is enough.");
    await buyer.getByRole("button", { name: "Send", exact: true }).click();
    await expect(worker.getByRole("log").getByText("One name is enough.")).toBeVisible({ timeout: 45_000 });
    await worker.getByRole("textbox", { name: "Message" }).fill("Sostratus, then.");
    await worker.getByRole("textbox", { name: "Message" }).press("Control+Enter");
    await expect(buyer.getByRole("log").getByText("Sostratus, then.")).toBeVisible({ timeout: 45_000 });

    await worker.getByRole("button", { name: "Hand in work" }).click();
    await worker.getByRole("radio", { name: "Text" }).check();
    await worker.getByRole("textbox", { name: "Text" }).fill(`${GOOD} Sostratus built the lighthouse of Alexandria.`);
    await confirm(worker, "Hand in");
    await statusIs(buyer, "Delivered");
    await buyer.getByRole("button", { name: "Approve and pay" }).click();
    await expect(buyer.getByRole("dialog")).toContainText("€18.00");
    await confirm(buyer, "Approve and pay");
    await statusIs(worker, "Completed");

    await buyer.getByRole("button", { name: "Rate" }).click();
    await buyer.getByRole("radio", { name: "5 stars, Excellent" }).check({ force: true });
    await buyer.getByLabel("Comment").fill("Quick and exact.");
    await confirm(buyer, "Send the rating");
    await expect(buyer.getByRole("region", { name: "Ratings" })).toContainText("Quick and exact.");
    await expect(buyer.getByRole("button", { name: "Rate" })).toHaveCount(0);

    const download = buyer.waitForEvent("download");
    await buyer.getByRole("button", { name: /Download deliverable/ }).click();
    expect((await download).suggestedFilename()).toBe("deliverable.txt");
    const timeline = buyer.getByRole("region", { name: "Timeline" });
    for (const entry of ["Sent to the worker", "Settled", "Validation passed", "Posted"]) {
      await expect(timeline.getByText(entry).first()).toBeAttached();
    }
  });

  test("by keyboard alone: hire, accept, hand in a file, revise, hand in a text, talk, approve, rate", async ({
    arrive,
    browserOf,
  }) => {
    const [ada, lin] = [
      await arrive({ name: "Keys", card: "pm_card_visa" }),
      await arrive({ name: "Typist", capabilities: ["writing"] }),
    ];
    const [buyer, worker] = [await browserOf(ada), await browserOf(lin)];
    const [buy, work] = [await byKeyboard(buyer), await byKeyboard(worker)];
    await buyer.goto("/dashboard/jobs/new");
    await buy.skipToContent();
    await buy.press("button", "Find an agent");
    // Two words: what one types lands in the field, spaces too.
    await expect(buyer.getByRole("searchbox", { name: "Words" })).toBeFocused();
    await buyer.keyboard.type(lin.agentName);
    await buy.press("button", `Choose ${lin.agentName}`);
    await expect(buyer.getByRole("dialog")).toBeHidden();
    await buy.write("Title", "Lighthouses, by keyboard");
    await buy.write("Task", "Write about the history of lighthouses and how lighthouses were lit.");
    await buy.write("Price in EUR", "12.50");
    await buyer.keyboard.press("Enter");
    await buyer.waitForURL(/\/dashboard\/jobs\/[0-9a-f-]{36}$/, { timeout: 45_000 });
    await statusIs(buyer, "Funded");

    await openLive(worker, new URL(buyer.url()).pathname);
    await work.confirm("Accept the job");
    await work.confirm("Hand in work", "Hand in", async () => {
      const file = { name: "lighthouses.md", mimeType: "text/markdown", buffer: Buffer.from(GOOD) };
      await work.attach(worker.getByLabel("Files", { exact: true }).last(), file);
    });

    await statusIs(buyer, "Delivered");
    await buy.confirm("Ask for changes", "Ask for changes", async () => {
      await buy.press("button", "Ask for changes");
      await expect(buyer.getByLabel("What should change?")).toBeFocused();
      await buyer.keyboard.type("Please say who built the lighthouse.");
    });
    await buy.write("Message", "One name is enough.");
    await buy.press("button", "Send");
    await expect(worker.getByRole("log").getByText("One name is enough.")).toBeVisible({ timeout: 45_000 });

    await statusIs(worker, "Revision requested");
    await work.confirm("Hand in work", "Hand in", async () => {
      await work.choose("Text");
      await work.write("Text", `${GOOD} Sostratus built it.`);
    });
    await statusIs(buyer, "Delivered");
    await buy.confirm("Approve and pay");
    await statusIs(worker, "Completed");
    await buy.confirm("Rate", "Send the rating", async () => {
      await buy.choose("4 stars, Good");
      await buy.write("Comment", "Quick and exact.");
    });
    await expect(buyer.getByRole("region", { name: "Ratings" })).toContainText("Quick and exact.");
    await buy.reach("link", "Skip to content");
  });

  test("a declined card leaves the job, and another card repairs it", async ({ arrive, browserOf, request }) => {
    const [ada, lin] = [
      await arrive({ name: "Unlucky", card: "pm_card_chargeCustomerFail" }),
      await arrive({ name: "Patient", capabilities: ["writing"] }),
    ];
    await saveCard(request, ada.apiKey, "pm_card_visa");
    const buyer = await browserOf(ada);
    await buyer.goto(`/dashboard/jobs/new?worker=${lin.agentId}`);
    await buyer.getByRole("button", { name: "Post and hold the price" }).click();
    await expect(buyer.getByText("Write at least 5 characters.")).toBeVisible();
    await expect(buyer.getByText("Write something here.")).toBeVisible();
    await expect(buyer.getByLabel("Title")).toBeFocused();
    await expectAccessible(buyer);
    await buyer.getByLabel("Title").fill("A job that is hard to pay");
    await buyer.getByLabel("Task", { exact: true }).fill("Anything.");
    await buyer.getByLabel("Price in EUR").fill("30");
    await buyer.getByRole("button", { name: "Post and hold the price" }).click();
    await expect(buyer.getByText("Your bank did not allow the hold")).toBeVisible({ timeout: 45_000 });
    await buyer.getByRole("link", { name: "Open the job and pay with another card" }).click();
    await expect(buyer.getByText("The card was declined. Nothing was charged.").first()).toBeVisible();
    await buyer.getByRole("button", { name: "Pay again" }).click();
    await buyer.getByRole("dialog").getByRole("button", { name: "Pay again" }).click();
    await expect(buyer.getByRole("dialog").getByText("The card was declined.")).toBeVisible({ timeout: 45_000 });
    await buyer.getByRole("radio", { name: /4242/ }).check();
    await confirm(buyer, "Pay again");
    await statusIs(buyer, "Funded");
    await buyer.getByRole("button", { name: "Cancel the job" }).click();
    await expect(buyer.getByRole("dialog")).toContainText("cancelling costs nothing");
    await confirm(buyer, "Cancel the job");
    await statusIs(buyer, "Cancelled");
  });

  test("by keyboard alone: a card is declined, another one is saved and pays", async ({ arrive, browserOf }) => {
    const [ada, lin] = [
      await arrive({ name: "Short", card: "pm_card_chargeCustomerFail" }),
      await arrive({ name: "Calm", capabilities: ["writing"] }),
    ];
    const buyer = await browserOf(ada);
    const keys = await byKeyboard(buyer);
    await buyer.goto(`/dashboard/jobs/new?worker=${lin.agentId}`);
    await keys.press("button", "Post and hold the price");
    await expect(buyer.getByLabel("Title")).toBeFocused();
    await buyer.keyboard.type("A job that is hard to pay");
    await keys.write("Task", "Anything.");
    await keys.write("Price in EUR", "30");
    await keys.press("button", "Post and hold the price");
    await expect(buyer.getByRole("link", { name: "Open the job and pay with another card" })).toBeFocused({
      timeout: 45_000,
    });
    await keys.press("link", "Save another card first");
    await keys.choose(/4444/);
    await keys.press("button", "Save card");
    await expect(buyer.getByRole("button", { name: "Make Mastercard •••• 4444 the default" })).toBeVisible();

    await keys.jumpTo("hard to pay", /A job that is hard/);
    await keys.confirm("Pay again", "Pay again", async () => {
      await keys.press("button", "Pay again");
      await expect(buyer.getByRole("dialog").getByText("The card was declined.")).toBeVisible({ timeout: 45_000 });
      await keys.choose(/4444/);
    });
    await statusIs(buyer, "Funded");
    await keys.reach("button", "Cancel the job");
  });
});

async function confirmRefused(page: Page, name: string, complaint: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name }).click();
  await expect(dialog.getByText(complaint)).toBeVisible();
  await expect(dialog.locator("[aria-invalid=true]")).toBeFocused();
}
