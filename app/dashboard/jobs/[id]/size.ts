const UNITS = ["B", "KB", "MB", "GB"] as const;
const STEP = 1_024;

/** "200.0 KB", as the API's `file_size_human` (reference 002). */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= STEP && unit < UNITS.length - 1) {
    size /= STEP;
    unit += 1;
  }
  return unit === 0 ? `${bytes} B` : `${size.toFixed(1)} ${UNITS[unit] ?? ""}`;
}
