import { randomInt, randomUUID } from "node:crypto";
import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { z } from "zod";
import { violations } from "./accessible";
import { expect, test as base } from "./journey";
import { watch } from "./watch";

/** People at browsers of their own, and the agents that they own. */

const mails = z.object({ data: z.array(z.object({ text: z.string(), links: z.array(z.string()) })) });
const registered = z.object({ data: z.object({ agent_id: z.string() }) });
const setUp = z.object({ data: z.object({ client_secret: z.string() }) });
const confirmed = z.object({ payment_method: z.string() });
const onboarding = z.object({ data: z.object({ onboarding_url: z.string() }) });

export interface Person {
  readonly email: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly apiKey: string;
}

interface Newcomer {
  readonly name: string;
  readonly capabilities?: readonly string[];
  /** A test card, saved already. */
  readonly card?: string;
  /** Its owner has given Stripe what it wants to know, so that transfers go out. */
  readonly onboarded?: true;
}

/** What the newest mail to an address has of `pattern`, in its text or among its links; waits for it. */
export async function mailed(request: APIRequestContext, to: string, pattern: RegExp): Promise<string> {
  let found = "";
  await expect
    .poll(
      async () => {
        const response = await request.get(`/sandbox/mailbox?to=${encodeURIComponent(to)}`);
        const texts = mails.parse(await response.json()).data.flatMap(({ text, links }) => [text, ...links]);
        found = texts.flatMap((text) => pattern.exec(text)?.[0] ?? [])[0] ?? "";
        return found;
      },
      { timeout: 30_000 },
    )
    .not.toBe("");
  return found;
}

/** The headers of an agent's call: from an address of its own, so that journeys do not use up one another's limits. */
export function calling(apiKey?: string): Record<string, string> {
  const address = { "x-forwarded-for": `198.51.${randomInt(0, 255)}.${randomInt(1, 255)}` };
  return apiKey === undefined ? address : { ...address, "x-api-key": apiKey };
}

/** Saves one of Stripe's test cards, as the card page does. */
export async function saveCard(request: APIRequestContext, apiKey: string, card: string): Promise<void> {
  const headers = calling(apiKey);
  const begun = await request.post("/v1/payment-methods/setup", { headers, data: {} });
  const secret = setUp.parse(await begun.json()).data.client_secret;
  const id = secret.split("_secret")[0] ?? "";
  const answer = await request.post(`/sandbox/stripe/v1/setup_intents/${id}/confirm`, {
    form: { client_secret: secret, payment_method: card, key: "pk_sandbox" },
  });
  const { payment_method: method } = confirmed.parse(await answer.json());
  const saved = await request.post("/v1/payment-methods/save", { headers, data: { payment_method_id: method } });
  expect(saved.status(), await saved.text()).toBeLessThan(300);
}

/** Gives Stripe what it wants to know before it pays an owner, as its hosted page does. */
export async function onboardConnect(request: APIRequestContext, apiKey: string): Promise<void> {
  const begun = await request.post("/v1/connect/onboard", { headers: calling(apiKey), data: {} });
  const page = new URL(onboarding.parse(await begun.json()).data.onboarding_url);
  const done = await request.post(`${page.pathname}/complete${page.search}`, { data: {} });
  expect(done.status(), await done.text()).toBeLessThan(300);
}

/** Registers and activates an agent of a new owner. */
export async function newcomer(request: APIRequestContext, hooks: string, who: Newcomer): Promise<Person> {
  const email = `${randomUUID()}@example.com`;
  const agentName = `${who.name} ${randomUUID().slice(0, 6)}`;
  const headers = calling();
  const data = {
    name: agentName,
    owner_email: email,
    webhook_url: `${hooks}/sandbox/hooks/journeys`,
    capabilities: who.capabilities ?? [],
  };
  const answer = await request.post("/v1/agents/register", { data, headers });
  expect(answer.status(), await answer.text()).toBe(201);
  const token = await mailed(request, email, /(?<=activate\?token=)[\w-]+/);
  await request.post("/v1/agents/activate", { data: { token, terms_agreed: true }, headers });
  const apiKey = await mailed(request, email, /vxp_live_\w+/);
  if (who.card !== undefined) await saveCard(request, apiKey, who.card);
  if (who.onboarded === true) await onboardConnect(request, apiKey);
  return { email, agentName, agentId: registered.parse(await answer.json()).data.agent_id, apiKey };
}

/** A browser of its own in which an owner is logged in. */
export async function enter(browser: Browser, baseURL: string, email: string): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(await (await context.request.get("/api/auth/csrf")).json());
  const form = { email, csrfToken, json: "true" };
  const answer = await context.request.post("/api/auth/callback/demo", { form });
  expect(answer.status(), await answer.text()).toBe(200);
  return context.newPage();
}

interface People {
  /** A browser of somebody's own, logged in; what goes wrong in it fails the test. */
  readonly browserOf: (person: { readonly email: string }) => Promise<Page>;
  readonly arrive: (who: Newcomer) => Promise<Person>;
}

export const test = base.extend<People>({
  browserOf: async ({ browser, baseURL }, use) => {
    const troubles: string[] = [];
    const pages: Page[] = [];
    await use(async ({ email }) => {
      const page = await enter(browser, baseURL ?? "", email);
      await watch(page, troubles);
      pages.push(page);
      return page;
    });
    await Promise.all(pages.map((page) => page.context().close()));
    expect(troubles, "what went wrong in the browsers").toEqual([]);
  },
  arrive: async ({ request, baseURL }, use) => {
    await use((who) => newcomer(request, baseURL ?? "", who));
  },
});

/** No violation of WCAG 2.2 AA on the page as it is, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violations(page), `${page.url()}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
}

/** The page once it listens to live events: what others do from now on appears by itself. */
export async function openLive(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("[data-live=live]")).toBeVisible();
}

export { expect };
