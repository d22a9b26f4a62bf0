const OURS = "http://voxpact.invalid";

/** A path of ours to return to after logging in; anything else becomes the dashboard. Read as browsers read it. */
export function safeNext(next: string | undefined): string {
  // "//host", "/\host" and, as tabs and line breaks count for nothing, "/<tab>/host" are other sites; "/x/..//host" becomes one.
  const url = next?.startsWith("/") === true ? URL.parse(next, OURS) : null;
  if (url?.origin !== OURS || url.pathname.startsWith("//")) return "/dashboard";
  return `${url.pathname}${url.search}${url.hash}`;
}
