import { expect, test } from "vitest";
import { fuse } from "./fuse";
import { cosine, bytesOf, signsOf, vectorOf } from "./vector";

test("what two rankings name comes before what one names, wherever it stands there", () => {
  const [words, meaning] = [
    { ids: ["a", "b", "c"], weight: 1 },
    { ids: ["d", "c", "e"], weight: 1 },
  ];
  expect(fuse([words, meaning])).toEqual(["c", "a", "d", "b", "e"]);
});

test("a ranking of more weight leads", () => {
  const [light, heavy] = [
    { ids: ["a", "b"], weight: 0.2 },
    { ids: ["b", "a"], weight: 1 },
  ];
  expect(fuse([light, heavy])).toEqual(["b", "a"]);
  expect(fuse([{ ...light, weight: 5 }, heavy])).toEqual(["a", "b"]);
});

test("names each id once, and nothing where nothing was found", () => {
  expect(
    fuse([
      { ids: ["a", "b"], weight: 1 },
      { ids: ["b", "a"], weight: 1 },
    ]).sort(),
  ).toEqual(["a", "b"]);
  expect(fuse([{ ids: [], weight: 1 }])).toEqual([]);
});

test("a vector comes back from its bytes as it was", () => {
  const vector = Float32Array.from({ length: 512 }, (_, at) => Math.sin(at));
  const padded = Buffer.concat([Buffer.alloc(3), bytesOf(vector)]);
  expect(vectorOf(bytesOf(vector))).toEqual(vector);
  // The driver's buffers begin anywhere in a larger one.
  expect(vectorOf(padded.subarray(3))).toEqual(vector);
  expect(bytesOf(vector)).toHaveLength(2048);
  expect(signsOf(vector)).toMatch(/^[01]{512}$/);
});

test("the cosine is 1 along, 0 across and -1 against a vector, and 0 where there is no direction", () => {
  const [east, north, nowhere] = [Float32Array.of(2, 0), Float32Array.of(0, 3), Float32Array.of(0, 0)];
  expect([cosine(east, Float32Array.of(7, 0)), cosine(east, north), cosine(east, Float32Array.of(-1, 0))]).toEqual([
    1, 0, -1,
  ]);
  expect(cosine(east, nowhere)).toBe(0);
});
