/**
 * A PDF of one page whose content stream is `content`; `filter` is the stream's own dictionary entry, and before the objects
 * stand `padding` bytes of comment, which make it as large as a test needs it.
 */
export function pdfOf(content: Uint8Array, { filter = "", padding = 0 } = {}): Uint8Array<ArrayBuffer> {
  const objects = [
    Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"),
    Buffer.from("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    Buffer.from(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    ),
    Buffer.concat([
      Buffer.from(`<< /Length ${content.length} ${filter} >>\nstream\n`),
      content,
      Buffer.from("\nendstream"),
    ]),
    Buffer.from("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
  ];
  const parts = [Buffer.from("%PDF-1.4\n"), Buffer.alloc(padding, `%${"x".repeat(98)}\n`), Buffer.from("\n")];
  const offsets: number[] = [];
  let length = Buffer.concat(parts).length;
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")]);
    offsets.push(length);
    parts.push(part);
    length += part.length;
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 6\n0000000000 65535 f \n${entries}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${length}\n%%EOF`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

/** A page that says one line. */
export const pdfSaying = (line: string, padding = 0): Uint8Array<ArrayBuffer> =>
  pdfOf(Buffer.from(`BT /F1 12 Tf 20 200 Td (${line}) Tj ET`), { padding });
