import { streamed } from "./stream";

/** A cell: text of anyone's making, or a number of ours. */
export type Cell = string | number | null;

/**
 * One line of a CSV file (RFC 4180). A text that a spreadsheet would take for a formula is given an apostrophe, which makes
 * it text again: titles and names are written by strangers.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

const FORMULA = /^[\s\uFEFF]*[=+\-@|%＝＋－＠]|^[\t\r\n]/;

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Cents as a number with two decimals and a point: "20.00", as spreadsheets and programs read it. */
export const csvEuros = (cents: number): string => (cents / 100).toFixed(2);

/** Excel takes a file for the system's own code page unless it begins with this. */
const BOM = "\uFEFF";

/** A file that is sent line by line as its rows are read, however many there are. */
export function csvResponse(
  filename: string,
  header: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): Response {
  return new Response(streamed(linesOf(header, rows)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${filename}"`,
      "cache-control": "private, no-store",
    },
  });
}

async function* linesOf(
  header: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<string, void, undefined> {
  yield BOM + csvLine(header);
  for await (const row of rows) yield csvLine(row);
}
