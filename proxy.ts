import { NextResponse, type NextRequest } from "next/server";
import { PATH_HEADER } from "./lib/kernel/headers";

/** Tells the console's pages their own address, which a layout is not told, so that a login can return to it. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  const url = new URL(request.nextUrl.href);
  // Next's own marker of a client navigation is no part of the address.
  url.searchParams.delete("_rsc");
  headers.set(PATH_HEADER, `${url.pathname}${url.search}`);
  return NextResponse.next({ request: { headers } });
}

/* Not the event stream, and nothing that takes uploads: a proxy cuts bodies off at 10 MB. */
export const config = { matcher: ["/dashboard", "/dashboard/((?!events).*)"] };
