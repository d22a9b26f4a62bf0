import { describe, expect, it } from "vitest";
import { isAgentId } from "@/lib/kernel/ids";
import { readPlace, writePlace } from "./place";

describe("a list's place in the URL", () => {
  const place = { at: new Date("2026-11-22T10:00:00.123Z"), id: "0198f1c2-7a3b-7c44-9d10-6f2f4b0e9a11" };

  it("survives the way there and back", () => {
    expect(readPlace(writePlace(place))).toEqual(place);
  });

  it("takes ids of other kinds where the list has them", () => {
    const agent = { at: place.at, id: "ag_01jqz5xk3mfnqtr8e0c2v7w9ab" };
    expect(readPlace(writePlace(agent), isAgentId)).toEqual(agent);
    expect(readPlace(writePlace(agent))).toBeNull();
  });

  it.each([
    undefined,
    "",
    "_",
    "2026-11-22T10:00:00Z_",
    "nonsense_0198f1c2-7a3b-7c44-9d10-6f2f4b0e9a11",
    "2026-11-22T10:00:00Z_1 OR 1=1",
    "-271821-04-20T00:00:00.000Z_0198f1c2-7a3b-7c44-9d10-6f2f4b0e9a11",
  ])("begins at the start for %j", (cursor) => {
    expect(readPlace(cursor)).toBeNull();
  });
});
