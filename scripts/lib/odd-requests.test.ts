import { describe, expect, test } from "vitest";
import { tamed } from "./odd-requests";

describe("a path", () => {
  test.each(["/v1/jobs", "/v1/jobs/a%20b?q=%ff", "/v1/jobs/%F0%9F%98%80"])("%s is left alone", (url) => {
    expect(tamed(url)).toBe(url);
  });

  test.each([
    ["/v1/jobs/%ff", "/v1/jobs/%25ff"],
    ["/v1/jobs/%", "/v1/jobs/%25"],
    ["/v1/jobs/%zz?q=%", "/v1/jobs/%25zz?q=%"],
  ])("%s that encodes nothing is the name it spells", (url, name) => {
    expect(tamed(url)).toBe(name);
  });
});
