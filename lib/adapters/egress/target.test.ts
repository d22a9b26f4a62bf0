import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HIDDEN, LOOPBACK, PUBLIC, SPECIAL } from "@/lib/testing/egress-vectors";
import { refuseAddress } from "./address";
import { refuseUrl } from "./target";

const production = { allowInsecure: false, allowHosts: new Set<string>() };
const sandbox = { allowInsecure: true, allowHosts: new Set<string>() };

const special = Object.entries(SPECIAL).flatMap(([range, addresses]) =>
  addresses.map((address) => [address, range] as const),
);
const host = (address: string) => (address.includes(":") ? `[${address}]` : address);

describe("addresses", () => {
  test.each(special)("%s (%s) is refused in production and in the sandbox", (address) => {
    for (const policy of [production, sandbox]) {
      expect(refuseAddress(address, { allowLoopback: policy.allowInsecure })).not.toBeNull();
      for (const suffix of ["", ":8443", "/path?q#f"]) {
        expect(refuseUrl(`https://${host(address)}${suffix}`, policy)).not.toBeNull();
      }
    }
    expect(refuseUrl(`http://${host(address)}/`, sandbox)).not.toBeNull();
  });

  test.each(LOOPBACK)("%s is refused in production, and let through in the sandbox", (address) => {
    expect(refuseUrl(`https://${host(address)}/`, production)).not.toBeNull();
    expect(refuseUrl(`https://${host(address)}/`, sandbox)).toBeNull();
    expect(refuseUrl(`http://${host(address)}:3000/hook`, sandbox)).toBeNull();
  });

  test.each(PUBLIC)("%s is let through by https, by http in the sandbox alone", (address) => {
    for (const policy of [production, sandbox]) expect(refuseUrl(`https://${host(address)}/`, policy)).toBeNull();
    expect(refuseUrl(`http://${host(address)}/`, production)).not.toBeNull();
    expect(refuseUrl(`http://${host(address)}/`, sandbox)).toBeNull();
  });

  test("no IPv4 address becomes allowed by being wrapped in IPv6", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, octet, (a, b, c, d) => {
        const hex = (high: number, low: number) => ((high << 8) | low).toString(16);
        const dotted = `${a}.${b}.${c}.${d}`;
        const wrapped = [
          ...[`::ffff:${dotted}`, `::${dotted}`, `64:ff9b::${dotted}`, `::ffff:0:${dotted}`],
          ...[`2002:${hex(a, b)}:${hex(c, d)}::1`, `2001:0:${hex(a, b)}:${hex(c, d)}::1`],
        ];
        return wrapped.every((address) => refuseAddress(address, { allowLoopback: false }) !== null);
      }),
    );
  });
});

describe("what hides an address", () => {
  test.each(HIDDEN)("%s is refused in production and in the sandbox", (name) => {
    for (const policy of [production, sandbox]) expect(refuseUrl(`https://${name}/`, policy)).not.toBeNull();
    expect(refuseUrl(`http://${name}/`, sandbox)).not.toBeNull();
  });

  test.each(["fe80::1%eth0", "::1%25lo", "1.2.3", "256.1.1.1", "1.2.3.4.5", ":::", "12345::", ""])(
    "%j is no address",
    (text) => {
      expect(refuseAddress(text, { allowLoopback: true })).not.toBeNull();
    },
  );
});

describe("URLs", () => {
  test.each([
    ...[
      "ftp://example.com/",
      "file:///etc/passwd",
      "gopher://example.com/",
      "javascript:alert(1)",
      "data:text/plain,x",
    ],
    ...[
      "ws://example.com/",
      "wss://example.com/",
      "blob:https://example.com/x",
      "//example.com/",
      "example.com",
      "/path",
      "",
    ],
    ...[
      "https://",
      "https:///",
      "https:///example.com",
      "https:example.com",
      "https:/example.com",
      "https://?q",
      "https://#f",
    ],
    ...[
      "https://user@example.com/",
      "https://user:secret@example.com/",
      "https://:secret@example.com/",
      "https://u@127.0.0.1/",
    ],
    ...["https://example.com\\@127.0.0.1/", "https:\\\\example.com", "https://exa mple.com/", " https://example.com/"],
    ...[
      "https://example.com/\n",
      "https://exam\tple.com/",
      "https://example.com/a b",
      "https://example.com\u0000.evil.test/",
    ],
    ...[
      "https://example.com:0/",
      "https://example.com:65536/",
      "https://example.com:x/",
      "https://[::1",
      "https://[::1%25lo]/",
    ],
    ...[
      "https://example.com./",
      "https://localhost./",
      "https://.example.com./",
      "https://exa%00mple.com/",
      "https://a.b%2fc/",
    ],
    ...[
      "https://printer.local/",
      "https://db.internal/",
      "https://a.localhost/",
      "https://nas.lan/",
      "https://x.home.arpa/",
    ],
    ...["https://metadata.google.internal/computeMetadata/v1/", `https://example.com/${"a".repeat(2048)}`],
  ])("%j is refused in production and in the sandbox", (url) => {
    for (const policy of [production, sandbox]) expect(refuseUrl(url, policy)).toEqual(expect.stringMatching(/\w/));
  });

  test.each(["https://localhost/", "https://localhost:3000/hook", "https://LOCALHOST/", "https://intranet/"])(
    "%s is refused in production, and let through in the sandbox",
    (url) => {
      expect(refuseUrl(url, production)).not.toBeNull();
      expect(refuseUrl(url, sandbox)).toBeNull();
    },
  );

  test.each([
    ...[
      "https://example.com",
      "https://example.com/",
      "https://EXAMPLE.com:8443/hook?x=1#f",
      "https://sub.domain.example.co.uk/a/b",
    ],
    ...[
      "https://xn--bcher-kva.example/",
      "https://bücher.example/",
      "https://example.com/%20",
      "https://10.example.com/",
    ],
    ...["https://127.0.0.1.example.com/", "https://localhost.example.com/", "https://example.com/@user:pass"],
  ])("%s is let through", (url) => {
    expect(refuseUrl(url, production)).toBeNull();
  });

  test("a trusted host may be anything that is http", () => {
    const trusting = { allowInsecure: false, allowHosts: new Set(["10.0.0.7", "hooks.internal"]) };
    expect(refuseUrl("http://10.0.0.7:8080/", trusting)).toBeNull();
    expect(refuseUrl("http://hooks.internal/", trusting)).toBeNull();
    expect(refuseUrl("http://user@hooks.internal/", trusting)).not.toBeNull();
    expect(refuseUrl("http://10.0.0.8/", trusting)).not.toBeNull();
  });

  test("no text is refused by a crash", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `https://${text}`),
        ),
        (text) => {
          const refusal = refuseUrl(text, production);
          return refusal === null || refusal.length > 0;
        },
      ),
    );
  }, 30_000);
});
