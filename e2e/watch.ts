import type { Page } from "@playwright/test";

/** The greatest layout shift that Core Web Vitals call good. */
const GOOD_SHIFT = 0.1;

/**
 * In the page: adds layout shifts up as Core Web Vitals do (in windows of at most 5 s without a pause of 1 s, none within half a
 * second of an input) and throws where they become too many.
 */
function reportShifts(most: number): void {
  interface Shift extends PerformanceEntry {
    readonly value: number;
    readonly hadRecentInput: boolean;
    readonly sources: readonly {
      readonly node: Node | null;
      readonly previousRect: DOMRectReadOnly;
      readonly currentRect: DOMRectReadOnly;
    }[];
  }
  let [first, last, sum] = [0, -Infinity, 0];
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as Shift[]) {
      if (shift.hadRecentInput) continue;
      const { startTime } = shift;
      if (startTime - last > 1_000 || startTime - first > 5_000) [first, sum] = [startTime, 0];
      [last, sum] = [startTime, sum + shift.value];
      if (sum <= most) continue;
      const moved = shift.sources.map(({ node, previousRect: was, currentRect: is }) => {
        const what = (node instanceof Element ? node : node?.parentElement)?.outerHTML.slice(0, 200);
        return `${was.y} → ${is.y}, ${was.height} → ${is.height} high: ${what}`;
      });
      const said = `layout shift of ${sum.toFixed(3)} on ${location.pathname}: ${moved.join("\n")}`;
      sum = 0;
      reportError(new Error(said));
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** Whatever of a page must not happen is noted: errors in its console, requests that fail, content that jumps. */
export async function watch(page: Page, troubles: string[]): Promise<void> {
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`${message.text()} (${message.location().url})`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // A page that is left breaks off what it was still fetching.
    if (why !== "net::ERR_ABORTED") troubles.push(`${why} ${request.url()}`);
  });
  await page.addInitScript(reportShifts, GOOD_SHIFT);
}
