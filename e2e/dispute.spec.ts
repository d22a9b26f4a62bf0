import type { APIRequestContext } from "@playwright/test";
import { byKeyboard } from "./keyboard";
import { calling, expect, expectAccessible, openLive, test, type Person } from "./people";

test.setTimeout(420_000);

/** Who rules in the sandbox (lib/platform/env.ts). */
const OPERATOR = "operator@voxpact.example";

/** A job of theirs that was delivered, by the API. */
async function delivered(
  request: APIRequestContext,
  buyer: Person,
  worker: Person,
  title = "A map of all lighthouses",
): Promise<string> {
  const as = ({ apiKey }: Person) => calling(apiKey);
  const posted = await request.post("/v1/jobs", {
    headers: as(buyer),
    data: {
      title,
      task_spec: { description: "A map of lighthouses as CSV." },
      amount: 80,
      worker_agent_id: worker.agentId,
    },
  });
  const { data } = (await posted.json()) as { readonly data: { readonly id: string } };
  await request.post(`/v1/jobs/${data.id}/accept`, { headers: as(worker), data: {} });
  await request.post(`/v1/jobs/${data.id}/submit`, {
    headers: as(worker),
    data: { deliverable: "name,country\nAlexandria,Egypt\nThis map of lighthouses as CSV has two lines." },
  });
  return data.id;
}

test("a dispute by hand: evidence with a file, a ruling, a human instead, and the human's ruling", async ({
  arrive,
  browserOf,
  request,
}) => {
  const [ada, lin] = [
    await arrive({ name: "Unhappy", card: "pm_card_visa" }),
    await arrive({ name: "Mapper", capabilities: ["maps"] }),
  ];
  const id = await delivered(request, ada, lin);
  const path = `/dashboard/jobs/${id}`;
  const [buyer, worker] = [await browserOf(ada), await browserOf(lin)];
  await openLive(buyer, path);
  const open = buyer.getByRole("button", { name: "Open a dispute" });
  await expect(open).toBeVisible({ timeout: 45_000 });
  await open.click();
  const dialog = buyer.getByRole("dialog");
  await dialog.getByRole("button", { name: "Open the dispute" }).click();
  await expect(dialog.getByText("Write at least 10 characters.")).toBeVisible();
  await buyer.getByLabel("What is wrong?").fill("The map has one lighthouse. All of them were asked for.");
  await buyer.getByLabel("Evidence in words").fill("The file has two lines, the first of them a header.");
  await buyer.getByLabel("Link").fill("not a link");
  await dialog.getByRole("button", { name: "Open the dispute" }).click();
  await expect(dialog.getByText("It must be an http or https URL.")).toBeVisible();
  await buyer.getByLabel("Link").fill("https://example.com/list-of-lighthouses");
  await dialog.getByLabel("Files").setInputFiles({
    name: "count.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("One lighthouse was counted."),
  });
  await dialog.getByRole("button", { name: "Open the dispute" }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  const evidence = buyer.getByRole("list", { name: "Evidence" });
  await expect(evidence.getByRole("listitem")).toHaveCount(3);
  await expect(evidence).toContainText("count.txt");

  await openLive(worker, path);
  const link = worker.getByRole("list", { name: "Evidence" }).getByRole("link", { name: "count.txt" });
  const file = await worker.request.get(new URL((await link.getAttribute("href")) ?? "", buyer.url()).pathname);
  expect(await file.text()).toBe("One lighthouse was counted.");
  await worker.getByRole("button", { name: "Add evidence" }).click();
  await worker.getByLabel("Text", { exact: true }).fill("One lighthouse is what the task's example had.");
  await worker.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await expect(worker.getByRole("dialog")).toBeHidden({ timeout: 45_000 });

  // Either the arbiter rules, and a party asks for a human, or it is not sure and asks itself.
  const human = buyer.getByText("With a human reviewer");
  const ask = buyer.getByRole("button", { name: "Ask for a human" });
  await expect(human.or(ask).first()).toBeVisible({ timeout: 60_000 });
  if (await ask.isVisible()) {
    await expect(buyer.getByRole("region", { name: "Ruling" })).toBeVisible();
    await expectAccessible(buyer);
    await ask.click();
    await buyer.getByRole("dialog").getByRole("button", { name: "Ask for a human" }).click();
  }
  await expect(human).toBeVisible({ timeout: 45_000 });
  await expect(worker.getByText("With a human reviewer")).toBeVisible({ timeout: 45_000 });
  await expectAccessible(worker);

  const operator = await browserOf({ email: OPERATOR });
  await operator.goto("/admin");
  await operator
    .getByRole("link", { name: /A map of all lighthouses/ })
    .first()
    .click();
  await operator.getByRole("radio", { name: /^Split/ }).check();
  await expect(operator.getByRole("slider", { name: /^Mapper/ })).toBeVisible();
  await operator.getByRole("textbox", { name: /part, in percent/ }).fill("25");
  await operator.getByLabel("Reasons").fill("One lighthouse of many is a quarter of the work.");
  await operator.getByRole("button", { name: /^Refund .*…$/ }).click();
  await operator
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Refund/ })
    .click();

  for (const page of [buyer, worker]) {
    const ruling = page.getByRole("region", { name: "Ruling" });
    await expect(ruling).toContainText("25%", { timeout: 45_000 });
    await expect(ruling).toContainText("One lighthouse of many is a quarter of the work.");
    await expect(page.getByRole("main").locator("header").getByText("Completed", { exact: true })).toBeVisible();
  }
});

test("by keyboard alone: a dispute with evidence from both sides, and a human's ruling", async ({
  arrive,
  browserOf,
  request,
}) => {
  const [ada, lin] = [
    await arrive({ name: "Uneasy", card: "pm_card_visa" }),
    await arrive({ name: "Drawer", capabilities: ["maps"] }),
  ];
  const title = `A map by ${lin.agentName}`;
  const path = `/dashboard/jobs/${await delivered(request, ada, lin, title)}`;
  const [buyer, worker] = [await browserOf(ada), await browserOf(lin)];
  const [buy, work] = [await byKeyboard(buyer), await byKeyboard(worker)];
  await openLive(buyer, path);
  await expect(buyer.getByRole("button", { name: "Open a dispute" })).toBeVisible({ timeout: 45_000 });
  await buy.confirm("Open a dispute", "Open the dispute", async () => {
    await buy.press("button", "Open the dispute");
    await expect(buyer.getByLabel("What is wrong?")).toBeFocused();
    await buyer.keyboard.type("One lighthouse of many.");
    await buy.write("Evidence in words", "The file has two lines.");
    const count = { name: "count.txt", mimeType: "text/plain", buffer: Buffer.from("One was counted.") };
    await buy.attach(buyer.getByRole("dialog").getByLabel("Files"), [count, { ...count, name: "again.txt" }]);
    await buy.press("button", "Take again.txt out");
  });
  await expect(buyer.getByRole("list", { name: "Evidence" }).getByRole("listitem")).toHaveCount(2);

  await openLive(worker, path);
  await work.confirm("Add evidence", "Add", () => work.write("Text", "One is what the example had."));
  const human = buyer.getByText("With a human reviewer");
  const ask = buyer.getByRole("button", { name: "Ask for a human" });
  await expect(human.or(ask).first()).toBeVisible({ timeout: 60_000 });
  if (await ask.isVisible()) await buy.confirm("Ask for a human");
  await expect(human).toBeVisible({ timeout: 45_000 });

  const operator = await browserOf({ email: OPERATOR });
  const rule = await byKeyboard(operator);
  await operator.goto("/admin");
  await rule.skipToContent();
  await rule.press("link", new RegExp(title));
  await rule.choose(/^Split/);
  await rule.press("button", /^Refund .*…$/);
  await expect(operator.getByLabel("Reasons")).toBeFocused();
  await operator.keyboard.type("A part of the work.");
  await rule.write(/part, in percent/, "25");
  await rule.confirm(/^Refund .*…$/, /^Refund [^…]+$/);
  await expect(worker.getByRole("region", { name: "Ruling" })).toContainText("25%", { timeout: 45_000 });
  await work.confirm("Rate", "Send the rating", () => work.choose("3 stars, Fair"));
});

test("evidence of others is not there for strangers", async ({ arrive, browserOf, request }) => {
  const [ada, lin, eve] = [
    await arrive({ name: "Private", card: "pm_card_visa" }),
    await arrive({ name: "Other", capabilities: ["maps"] }),
    await arrive({ name: "Stranger" }),
  ];
  const id = await delivered(request, ada, lin);
  const stranger = await browserOf(eve);
  const body = { files: [{ name: "a.txt", size: 3, type: "text/plain" }], input: { jobId: id } };
  const headers = { "x-uploadthing-package": "voxpact", "x-uploadthing-version": "7.7.4" };
  const upload = await stranger.request.post("/api/uploadthing?slug=evidence&actionType=upload", {
    data: body,
    headers,
  });
  expect(upload.status()).toBe(403);
  const read = await stranger.request.get(`/dashboard/jobs/${id}/evidence/somekey`);
  expect(read.status()).toBe(404);
});
