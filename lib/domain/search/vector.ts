/** A text's place among meanings: 512 numbers. */
export type Vector = Float32Array;

/** As the database keeps it: four bytes a number, little-endian. */
export function bytesOf(vector: Vector): Buffer {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, at) => bytes.writeFloatLE(value, at * 4));
  return bytes;
}

export function vectorOf(bytes: Uint8Array): Vector {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, at) => view.getFloat32(at * 4, true));
}

/** The sign of each number, as a bit string: vectors that are near each other share most of them. */
export function signsOf(vector: Vector): string {
  return Array.from(vector, (value) => (value > 0 ? "1" : "0")).join("");
}

/** From -1 to 1; 0 where one of them has no direction. */
export function cosine(a: Vector, b: Vector): number {
  let [dot, squareA, squareB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [a[at] ?? 0, b[at] ?? 0];
    dot += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  const lengths = Math.sqrt(squareA * squareB);
  return lengths === 0 ? 0 : dot / lengths;
}
