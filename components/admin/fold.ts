/** A row of a list, or a run of rows that say nothing new. */
export type Folded<R> =
  { readonly kind: "row"; readonly row: R } | { readonly kind: "fold"; readonly first: R; readonly rows: readonly R[] };

/** Rows in their order, with every run of two or more quiet ones as one. Pure. */
export function folded<R>(rows: readonly R[], isQuiet: (row: R) => boolean): Folded<R>[] {
  const entries: Folded<R>[] = [];
  for (const row of rows) {
    const last = entries.at(-1);
    const before = last?.kind === "fold" ? last.rows : last === undefined ? [] : [last.row];
    const [first] = before;
    if (first === undefined || !isQuiet(row) || !isQuiet(first)) entries.push({ kind: "row", row });
    else entries.splice(-1, 1, { kind: "fold", first, rows: [...before, row] });
  }
  return entries;
}
