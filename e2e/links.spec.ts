import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "./journey";

const ATTRIBUTE = /\s(?:href|id)="([^"]*)"/g;
const STARTS = ["/", "/docs", "/docs/api", "/docs/errors", "/login", "/terms", "/privacy", "/llms.txt", "/v1/help"];
/** Not ours to read: they act, or they are someone's own. */
const IGNORED = /^\/(?:dashboard|sandbox|api|_next)(?:\/|$)/;

const unescaped = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&#x27;", "'").replaceAll("&quot;", '"');

interface Found {
  readonly status: number;
  readonly links: readonly string[];
  readonly ids: ReadonlySet<string>;
}

/** Every address in a text, and in a page's attributes, that is on this site; the site may call itself by another name. */
function linksIn(text: string, isPage: boolean, own: readonly string[]): string[] {
  const written = isPage
    ? [...text.matchAll(ATTRIBUTE)].filter(([all]) => all.startsWith(" href")).map(([, link = ""]) => unescaped(link))
    : [...text.matchAll(/https?:\/\/[^\s)"'\\]+/g)].map(([link]) => link);
  return written.flatMap((link) => {
    const base = own.find((one) => link.startsWith(one));
    if (base !== undefined) return [link.slice(base.length) || "/"];
    return link.startsWith("/") && !link.startsWith("//") ? [link] : [];
  });
}

async function read(request: APIRequestContext, path: string, own: readonly string[]): Promise<Found> {
  const response = await request.get(path);
  const isPage = (response.headers()["content-type"] ?? "").includes("text/html");
  const isText = isPage || /text\/plain|json/.test(response.headers()["content-type"] ?? "");
  const text = isText ? await response.text() : "";
  const ids = [...text.matchAll(ATTRIBUTE)]
    .filter(([all]) => all.startsWith(" id"))
    .map(([, id = ""]) => unescaped(id));
  return { status: response.status(), links: linksIn(text, isPage, own), ids: new Set(ids) };
}

/** Reads pages until every link has been followed; returns those that lead nowhere. */
async function deadLinks(
  request: APIRequestContext,
  starts: readonly string[],
  own: readonly string[],
): Promise<string[]> {
  const pages = new Map<string, Found>();
  const waiting = starts.map((path) => ({ path, from: "start" }));
  const wanted: { readonly link: string; readonly from: string }[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [path = "/"] = next.path.split("#");
    wanted.push({ link: next.path, from: next.from });
    if (pages.has(path) || IGNORED.test(path)) continue;
    const found = await read(request, path, own);
    pages.set(path, found);
    waiting.push(...found.links.map((link) => ({ path: link.startsWith("#") ? `${path}${link}` : link, from: path })));
  }
  return wanted.flatMap(({ link, from }) => {
    const [path = "/", id = ""] = link.split("#");
    const page = pages.get(path);
    if (page === undefined) return [];
    // A command names endpoints that take no GET: they are there.
    if (page.status === 405) return [];
    if (page.status !== 200) return [`${from} → ${link}: ${page.status}`];
    return id === "" || page.ids.has(decodeURIComponent(id)) ? [] : [`${from} → ${link}: no such place on the page`];
  });
}

async function appUrl(request: APIRequestContext): Promise<string> {
  const { error } = (await (await request.get("/v1/nothing")).json()) as {
    readonly error: { readonly doc_url: string };
  };
  return new URL(error.doc_url).origin;
}

test("no link of the site, the docs or llms.txt is dead", async ({ request, baseURL }) => {
  test.setTimeout(240_000);
  const own = [await appUrl(request), baseURL ?? ""];
  const help = (await request.get("/v1/help")).status() === 200;
  expect(await deadLinks(request, help ? STARTS : STARTS.filter((path) => path !== "/v1/help"), own)).toEqual([]);
});

test("no link of a mail is dead, and reading it uses nothing up", async ({ request, baseURL }) => {
  test.setTimeout(120_000);
  const own = [await appUrl(request), baseURL ?? ""];
  await request.post("/v1/owners/auth/magic-link", { data: { email: "links@example.com" } });
  const mails = (await (await request.get("/sandbox/mailbox?limit=100")).json()) as {
    readonly data: readonly { readonly subject: string; readonly links: readonly string[] }[];
  };
  const bySubject = new Map(mails.data.map((mail) => [mail.subject.replace(/\d{6}|(?<=Activate |of ).*/, ""), mail]));
  const links = [...bySubject.values()].flatMap((mail) => mail.links);
  expect(links.length).toBeGreaterThan(1);
  for (const link of links) {
    const path = own.reduce((text, base) => text.replace(base, ""), link);
    expect(path, `${link} leads to this site`).toMatch(/^\//);
    // To whoever is no operator, the console that an operator's mail leads to does not exist.
    const expected = path.startsWith("/admin/") ? 404 : 200;
    for (const _time of [1, 2]) {
      const response = await request.get(path);
      expect(response.status(), link).toBe(expected);
    }
  }
});
