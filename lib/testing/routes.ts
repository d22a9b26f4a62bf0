import { globSync } from "node:fs";
import path from "node:path";

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response> | Response;
interface Route {
  readonly pattern: RegExp;
  /** Dynamic parts last, catch-alls after them: the order in which Next prefers routes. */
  readonly rank: string;
  readonly catchAll: ReadonlySet<string>;
  readonly file: string;
}

const ROOT = path.resolve(import.meta.dirname, "../..");

function patternOf(segments: readonly string[]): { pattern: RegExp; catchAll: Set<string> } {
  const catchAll = new Set<string>();
  const source = segments.map((segment) => {
    const rest = /^(\[?)\[\.\.\.(\w+)\]\]?$/.exec(segment);
    if (rest?.[2] !== undefined) {
      catchAll.add(rest[2]);
      return rest[1] === "" ? `/(?<${rest[2]}>.+)` : `(?:/(?<${rest[2]}>.+))?`;
    }
    const one = /^\[(\w+)\]$/.exec(segment)?.[1];
    return one === undefined ? `/${segment.replaceAll(".", "\\.")}` : `/(?<${one}>[^/]+)`;
  });
  return { pattern: new RegExp(`^${source.join("")}$`), catchAll };
}

/** The application's route handlers, found by their place in the tree as Next finds them. */
function routes(): Route[] {
  return globSync("app/**/route.ts", { cwd: ROOT })
    .map((file) => {
      const segments = file
        .split("/")
        .slice(1, -1)
        .filter((segment) => !/^\(.*\)$/.test(segment));
      const rank = segments
        .map((segment) => (/^\[?\[\.\.\./.test(segment) ? "2" : segment.startsWith("[") ? "1" : "0"))
        .join("");
      return { ...patternOf(segments), rank, file: path.join(ROOT, file) };
    })
    .sort((a, b) => a.rank.localeCompare(b.rank));
}

/** Answers a request with the route handler that Next would choose: the whole API without a build. */
export function dispatcher(): (request: Request) => Promise<Response> {
  const known = routes();
  return async (request) => {
    const { pathname } = new URL(request.url);
    for (const route of known) {
      const match = route.pattern.exec(pathname);
      if (match === null) continue;
      const module = (await import(/* @vite-ignore */ route.file)) as Readonly<Record<string, Handler | undefined>>;
      const handler = module[request.method] ?? (request.method === "HEAD" ? module.GET : undefined);
      if (handler === undefined) return new Response(null, { status: 405 });
      const params = Object.fromEntries(
        Object.entries(match.groups ?? {}).flatMap(([name, value]: [string, string | undefined]) =>
          value === undefined ? [] : [[name, route.catchAll.has(name) ? value.split("/") : decodeURIComponent(value)]],
        ),
      );
      return handler(request, { params: Promise.resolve(params) });
    }
    return new Response("no such page", { status: 404 });
  };
}
