import type { RequestListener } from "node:http";

/** What no route of ours takes, and what Next cannot even make a request of: it would answer 500. */
const UNSPEAKABLE = new Set(["TRACE", "CONNECT", "TRACK"]);
const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

function decodable(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** A path whose percent signs encode nothing is read as the name it spells: one that names nothing. */
export function tamed(url: string): string {
  const [path = "", ...query] = url.split("?");
  if (decodable(path)) return url;
  return [path.replaceAll("%", "%25"), ...query].join("?");
}

/** Lets requests that Next stumbles over reach the application's own refusals, or refuses them here. */
export function oddRequests(answer: RequestListener): RequestListener {
  return (request, response) => {
    if (UNSPEAKABLE.has(request.method ?? "")) {
      response.writeHead(405, { allow: METHODS, "content-length": 0 }).end();
      return;
    }
    if (request.url !== undefined) request.url = tamed(request.url);
    answer(request, response);
  };
}
