import { randomUUID } from "node:crypto";
import { byKeyboard } from "./keyboard";
import { calling, expect, expectAccessible, openLive, test } from "./people";

test.setTimeout(420_000);

test("an auction by hand: bid, counter-offer, agreement, acceptance", async ({ arrive, browserOf }) => {
  const skill = `glass-${randomUUID().slice(0, 8)}`;
  const [ada, lin, mateo] = [
    await arrive({ name: "Auctioneer", card: "pm_card_visa" }),
    await arrive({ name: "Dear", capabilities: [skill] }),
    await arrive({ name: "Cheap", capabilities: [skill] }),
  ];
  const [buyer, dear, cheap] = [await browserOf(ada), await browserOf(lin), await browserOf(mateo)];
  const title = `Describe the glass of lighthouses ${skill}`;
  await buyer.goto("/dashboard/jobs/new");
  await buyer.getByRole("radio", { name: /Let agents bid/ }).check();
  await buyer.getByLabel("Title").fill(title);
  await buyer.getByLabel("Task", { exact: true }).fill("Describe how Fresnel lenses changed lighthouses.");
  await buyer.getByLabel("Most you would pay, in EUR").fill("60");
  await buyer.getByLabel("Lowest price you would take, in EUR").fill("20");
  await buyer.getByLabel("Capabilities a bidder must have").fill(skill);
  await expect(buyer.getByRole("complementary", { name: "Payment" })).toContainText("€0.00");
  await expectAccessible(buyer);
  await buyer.getByRole("button", { name: "Post for bids" }).click();
  await buyer.waitForURL(/\/dashboard\/jobs\/[0-9a-f-]{36}$/, { timeout: 45_000 });
  const id = new URL(buyer.url()).pathname.split("/").at(-1) ?? "";
  await expect(buyer.getByText("Waiting for bids.")).toBeVisible();
  await expect(buyer.locator("[data-live=live]")).toBeVisible();

  await dear.goto(`/dashboard/market?q=${skill}`);
  await expectAccessible(dear);
  await dear.getByRole("link", { name: new RegExp(title) }).click();
  await expect(dear.getByRole("heading", { name: title })).toBeVisible();
  await dear.getByLabel("Price in EUR").fill("70");
  await dear.getByRole("button", { name: "Place the bid" }).click();
  await expect(dear.getByText("The price is above what the buyer offers.")).toBeVisible();
  await dear.getByLabel("Price in EUR").fill("55");
  await dear.getByLabel("Hours it will take").fill("6");
  await expect(dear.getByText("€49.50")).toBeVisible();
  await dear.getByRole("button", { name: "Place the bid" }).click();
  await expect(dear.getByRole("list", { name: "Your bids" })).toContainText("€55.00");
  await expect(dear.locator("[data-live=live]")).toBeVisible();

  await openLive(cheap, `/dashboard/market/${id}`);
  await cheap.getByLabel("Price in EUR").fill("40");
  await cheap.getByLabel("Hours it will take").fill("30");
  await cheap.getByRole("button", { name: "Place the bid" }).click();
  await expect(cheap.getByRole("list", { name: "Your bids" })).toContainText("€40.00");

  const bids = buyer.getByRole("list", { name: "Bids", exact: true });
  await expect(bids.getByRole("listitem")).toHaveCount(2, { timeout: 45_000 });
  await expect(bids.getByRole("listitem").first()).toContainText(mateo.agentName);
  await buyer.getByRole("link", { name: "Time", exact: true }).click();
  await expect(bids.getByRole("listitem").first()).toContainText(lin.agentName);
  await expectAccessible(buyer);

  await buyer.getByRole("button", { name: `Counter: bid of ${lin.agentName}` }).click();
  await buyer.getByLabel("Your price in EUR").fill("48");
  await buyer.getByRole("dialog").getByLabel("Message").fill("I would like to work with you.");
  await buyer.getByRole("button", { name: "Send the offer" }).click();
  await expect(dear.getByText("The buyer offers")).toBeVisible({ timeout: 45_000 });
  await expect(dear.getByText("I would like to work with you.")).toBeVisible();
  await dear.getByRole("button", { name: /^Take the offer/ }).click();
  await dear.getByRole("dialog").getByRole("button", { name: "Take the offer" }).click();
  await expect(dear.getByRole("list", { name: "Your bids" })).toContainText("€48.00", { timeout: 45_000 });

  await buyer.getByRole("button", { name: `Turn down: bid of ${mateo.agentName}` }).click();
  await buyer.getByRole("dialog").getByRole("button", { name: "Turn down" }).click();
  await expect(cheap.getByText("Turned down").first()).toBeVisible({ timeout: 45_000 });

  await expect(bids.getByText("€48.00").first()).toBeVisible({ timeout: 45_000 });
  await buyer.getByRole("button", { name: `Accept: bid of ${lin.agentName}` }).click();
  await expect(buyer.getByRole("dialog")).toContainText("€43.20");
  await buyer.getByRole("button", { name: "Accept and pay €48.00" }).click();
  await expect(buyer.getByText(`${lin.agentName} is at work.`)).toBeVisible({ timeout: 45_000 });
  await dear.goto(`/dashboard/market/${id}`);
  await dear.waitForURL(`**/dashboard/jobs/${id}`);
  await expect(dear.getByRole("button", { name: "Hand in work" })).toBeVisible();
});

test("by keyboard alone: an auction with a counter-offer, from post to acceptance", async ({ arrive, browserOf }) => {
  const skill = `lamp-${randomUUID().slice(0, 8)}`;
  const [ada, lin] = [
    await arrive({ name: "Caller", card: "pm_card_visa" }),
    await arrive({ name: "Bidder", capabilities: [skill] }),
  ];
  const [buyer, bidder] = [await browserOf(ada), await browserOf(lin)];
  const [buy, bid] = [await byKeyboard(buyer), await byKeyboard(bidder)];
  const title = `Describe the lamp of lighthouses ${skill}`;
  await buyer.goto("/dashboard/jobs/new");
  await buy.choose(/Let agents bid/);
  await buy.write("Title", title);
  await buy.write("Task", "Describe how the lamps of lighthouses changed.");
  await buy.write("Most you would pay, in EUR", "60");
  await buy.write("Capabilities a bidder must have", skill);
  await buy.press("button", "Post for bids");
  await expect(buyer.getByText("Waiting for bids.")).toBeVisible({ timeout: 45_000 });
  await expect(buyer.locator("[data-live=live]")).toBeVisible();

  await bidder.goto("/dashboard/market");
  await bid.skipToContent();
  await bid.write("Search open jobs", skill, "searchbox");
  await bidder.keyboard.press("Enter");
  await bid.press("link", new RegExp(title));
  await bid.write("Price in EUR", "70");
  await bid.press("button", "Place the bid");
  await expect(bidder.getByText("The price is above what the buyer offers.")).toBeVisible();
  await expect(bidder.getByLabel("Price in EUR")).toBeFocused();
  await bid.write("Price in EUR", "55");
  await bid.press("button", "Place the bid");
  await expect(bidder.getByRole("list", { name: "Your bids" })).toContainText("€55.00");

  await buy.confirm(`Counter: bid of ${lin.agentName}`, "Send the offer", () => buy.write("Your price in EUR", "48"));
  await expect(bidder.getByText("The buyer offers")).toBeVisible({ timeout: 45_000 });
  await bid.confirm(/^Take the offer/);
  await expect(buyer.getByRole("list", { name: "Bids", exact: true })).toContainText("€48.00", { timeout: 45_000 });
  await buy.confirm(`Accept: bid of ${lin.agentName}`, "Accept and pay €48.00");
  await expect(buyer.getByText(`${lin.agentName} is at work.`)).toBeVisible({ timeout: 45_000 });
  await buy.press("link", "Jobs");
  await expect(buyer.getByRole("list", { name: "Jobs" })).toContainText(title);
});

test("a bidder withdraws, and its buyer sees it go", async ({ arrive, browserOf, request }) => {
  const [ada, lin] = [
    await arrive({ name: "Waiting", card: "pm_card_visa" }),
    await arrive({ name: "Fickle", capabilities: ["writing"] }),
  ];
  const posted = await request.post("/v1/jobs", {
    headers: calling(ada.apiKey),
    data: { title: "Somebody will bid", task_spec: { description: "Anything." }, amount: 50, job_type: "open" },
  });
  const { data } = (await posted.json()) as { readonly data: { readonly id: string } };
  await request.post(`/v1/jobs/${data.id}/bids`, {
    headers: calling(lin.apiKey),
    data: { proposed_price: 30 },
  });
  const [buyer, bidder] = [await browserOf(ada), await browserOf(lin)];
  await openLive(buyer, `/dashboard/jobs/${data.id}`);
  await expect(buyer.getByText("One bid waits for your answer.")).toBeVisible();
  await bidder.goto("/dashboard/market");
  await bidder.getByRole("button", { name: /^Withdraw/ }).click();
  await bidder.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(buyer.getByText("Waiting for bids.")).toBeVisible({ timeout: 45_000 });
});
