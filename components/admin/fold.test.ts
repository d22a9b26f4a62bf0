import { expect, it } from "vitest";
import { folded } from "./fold";

const isQuiet = (row: string): boolean => row.startsWith("q");
const shape = (rows: readonly string[]): unknown =>
  folded(rows, isQuiet).map((entry) => (entry.kind === "row" ? entry.row : entry.rows));

it("folds runs of quiet rows, and leaves one alone and all others as they are", () => {
  expect(shape(["q1", "a", "q2", "q3", "q4", "b", "b", "q5", "q6"])).toEqual([
    "q1",
    "a",
    ["q2", "q3", "q4"],
    "b",
    "b",
    ["q5", "q6"],
  ]);
  expect(shape([])).toEqual([]);
});
