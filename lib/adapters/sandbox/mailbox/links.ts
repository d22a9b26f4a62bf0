const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const BARE_URL = /https?:\/\/[^\s<>"'`]+/gi;
const TRAILING_PUNCTUATION = /[).,;:!?\]}]+$/;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" };

/** Every http(s) link of a mail, once each, those of the HTML first: what a person could click. */
export function linksOf(mail: { readonly html: string | null; readonly text: string | null }): string[] {
  const hrefs = [...(mail.html ?? "").matchAll(HREF)].map(([, double, single]) =>
    decodeEntities(double ?? single ?? ""),
  );
  const bare = (mail.text ?? "").match(BARE_URL) ?? [];
  const links = [...hrefs, ...bare.map((url) => url.replace(TRAILING_PUNCTUATION, ""))];
  return [...new Set(links.map((link) => link.trim()).filter((link) => /^https?:\/\//i.test(link)))];
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === "string") return ENTITIES[name.toLowerCase()] ?? whole;
    const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number.parseInt(String(decimal), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
