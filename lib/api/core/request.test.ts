import { describe, expect, it } from "vitest";
import { clientAddress } from "./request";

const address = (headers: Record<string, string>, sandbox: boolean) => clientAddress(new Headers(headers), { sandbox });

describe("who is at the other end", () => {
  it("is in production the one that the trusted proxy itself appended", () => {
    expect(address({ "x-forwarded-for": "1.1.1.1, 2.2.2.2" }, false)).toBe("2.2.2.2");
  });

  it.each(["x-real-ip", "x-vercel-forwarded-for", "forwarded", "cf-connecting-ip"])(
    "is never what a client says of itself in %s",
    (name) => {
      expect(address({ "x-forwarded-for": "2.2.2.2", [name]: "9.9.9.9" }, false)).toBe("2.2.2.2");
      expect(address({ [name]: "9.9.9.9" }, false)).toBe("127.0.0.1");
    },
  );

  it("is in the sandbox whoever a test wants to be", () => {
    expect(address({ "x-forwarded-for": "1.1.1.1, 2.2.2.2" }, true)).toBe("1.1.1.1");
  });
});
