export interface Look {
  readonly width: 390 | 820 | 1440;
  readonly colorScheme: "light" | "dark";
}

const WIDTHS = [390, 820, 1440] as const;
const SCHEMES = ["light", "dark"] as const;
const ALL: readonly Look[] = SCHEMES.flatMap((colorScheme) => WIDTHS.map((width) => ({ width, colorScheme })));
const USUAL: readonly Look[] = [
  { width: 390, colorScheme: "dark" },
  { width: 1440, colorScheme: "light" },
];

/** Every page in every look (`npm run test:a11y`), or what a usual run of the tests has time for. */
export const ALL_PAGES = process.env.A11Y === "all";

/** In what looks pages are checked. */
export const LOOKS: readonly Look[] = ALL_PAGES ? ALL : USUAL;
