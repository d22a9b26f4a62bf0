import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuseAddress } from "./address";
import { refuseUrl } from "./target";

const production = { allowInsecure: false, allowHosts: new Set<string>() };
const sandbox = { allowInsecure: true, allowHosts: new Set<string>() };

/** First, some inner and last address of every special range of IANA's registries. */
const SPECIAL = {
  "0.0.0.0/8": ["0.0.0.0", "0.0.0.1", "0.1.2.3", "0.255.255.255"],
  "10.0.0.0/8": ["10.0.0.0", "10.0.0.1", "10.1.2.3", "10.128.0.1", "10.255.255.255"],
  "100.64.0.0/10": ["100.64.0.0", "100.64.0.1", "100.100.100.200", "100.127.255.255"],
  "169.254.0.0/16": ["169.254.0.0", "169.254.0.1", "169.254.169.254", "169.254.170.2", "169.254.255.255"],
  "172.16.0.0/12": ["172.16.0.0", "172.16.0.1", "172.17.0.1", "172.20.10.1", "172.31.255.255"],
  "192.0.0.0/24": ["192.0.0.0", "192.0.0.1", "192.0.0.192", "192.0.0.255"],
  "192.0.2.0/24": ["192.0.2.0", "192.0.2.1", "192.0.2.255"],
  "192.88.99.0/24": ["192.88.99.0", "192.88.99.1", "192.88.99.255"],
  "192.168.0.0/16": ["192.168.0.0", "192.168.0.1", "192.168.1.1", "192.168.255.255"],
  "192.31.196.0/24, 192.52.193.0/24, 192.175.48.0/24": ["192.31.196.1", "192.52.193.1", "192.175.48.1"],
  "198.18.0.0/15": ["198.18.0.0", "198.18.0.1", "198.19.255.255"],
  "198.51.100.0/24": ["198.51.100.0", "198.51.100.7", "198.51.100.255"],
  "203.0.113.0/24": ["203.0.113.0", "203.0.113.7", "203.0.113.255"],
  "224.0.0.0/4": ["224.0.0.0", "224.0.0.1", "239.255.255.250", "239.255.255.255"],
  "240.0.0.0/4": ["240.0.0.0", "240.0.0.1", "250.1.2.3", "255.255.255.254", "255.255.255.255"],
  "a metadata service on a public address": ["168.63.129.16"],
  "::/128 and IPv4-compatible": ["::", "::a00:1", "::10.0.0.1", "::127.0.0.1", "::8.8.8.8", "::ffff:ffff"],
  "::ffff:0:0/96": [
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:a00:1",
    "::ffff:169.254.169.254",
    "0:0:0:0:0:ffff:c0a8:1",
  ],
  "::ffff:0:0:0/96": ["::ffff:0:10.0.0.1", "::ffff:0:8.8.8.8"],
  "64:ff9b::/96": [
    "64:ff9b::10.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::8.8.8.8",
    "64:ff9b::169.254.169.254",
  ],
  "64:ff9b:1::/48": ["64:ff9b:1::1", "64:ff9b:1:ffff::a00:1"],
  "100::/64": ["100::", "100::1", "100::ffff:ffff:ffff:ffff"],
  "2001::/32": ["2001::", "2001::1", "2001:0:53aa:64c:0:fbff:f5ff:fffe", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff"],
  "2001::/23": [
    "2001:1::1",
    "2001:2::1",
    "2001:3::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
    "2001:1ff::1",
  ],
  "2001:db8::/32": ["2001:db8::", "2001:db8::1", "2001:db8:ffff::1"],
  "2002::/16": ["2002::", "2002:a00:1::1", "2002:7f00:1::", "2002:c0a8:101::1", "2002:808:808::1", "2002:a9fe:a9fe::1"],
  "2620:4f:8000::/48": ["2620:4f:8000::1"],
  "3fff::/20": ["3fff::", "3fff::1", "3fff:fff:ffff::1"],
  "5f00::/16": ["5f00::1"],
  "fc00::/7": ["fc00::", "fc00::1", "fd00::1", "fd12:3456:789a::1", "fd00:ec2::254", "fdff:ffff::1"],
  "fe80::/10": ["fe80::", "fe80::1", "fe80::a9fe:a9fe", "febf::1"],
  "fec0::/10": ["fec0::1", "feff::1"],
  "ff00::/8": ["ff00::", "ff02::1", "ff05::2", "ff0e::1", "ffff::1"],
  "outside 2000::/3": [
    "1::1",
    "400::1",
    "1000::1",
    "1fff::1",
    "4000::1",
    "8000::1",
    "a000::1",
    "c000::1",
    "e000::1",
    "f000::1",
  ],
};
const LOOPBACK = ["127.0.0.1", "127.0.0.0", "127.0.1.1", "127.1.2.3", "127.255.255.255", "::1", "0:0:0:0:0:0:0:1"];
const PUBLIC = [
  ...["1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "93.184.216.34", "100.63.255.255", "100.128.0.1"],
  ...[
    "126.255.255.255",
    "128.0.0.1",
    "151.101.1.69",
    "168.63.129.15",
    "168.63.129.17",
    "169.253.255.255",
    "169.255.0.1",
  ],
  ...["172.15.255.255", "172.32.0.1", "191.255.255.255", "192.0.1.1", "192.0.3.1", "192.167.255.255", "192.169.0.1"],
  ...["198.17.255.255", "198.20.0.1", "203.0.112.1", "203.0.114.1", "223.255.255.255"],
  ...[
    "2001:4860:4860::8888",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "2001:200::1",
    "2003::1",
    "2400:cb00::1",
    "3ffe::1",
  ],
];
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
  const hidden = [
    ...["2130706433", "0x7f000001", "0x7F.0.0.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "127.0.0.1."],
    ...["0x7f.1", "00000127.0.0.1", "127.0.0.0x1", "①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1", "１２７.0.0.1"],
    ...[
      "3232235777",
      "0xc0a80101",
      "0300.0250.1.1",
      "192.168.257",
      "10.1",
      "0xa.1",
      "012.0.0.1",
      "167772161",
      "10.0.0.1.",
    ],
    ...[
      "2852039166",
      "0xa9fea9fe",
      "0251.0376.0251.0376",
      "169.254.43518",
      "169.16689662",
      "0",
      "0x0",
      "00",
      "0.0.0.0.",
    ],
    ...["134744072", "0x08080808", "8.8.2056", "010.8.8.8", "8.8.8.8."],
  ];
  test.each(hidden)("%s is refused in production and in the sandbox", (name) => {
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
  });
});
