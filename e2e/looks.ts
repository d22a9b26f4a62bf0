interface Look {
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

/** In what looks pages are checked: two with every run of the tests, all six with `npm run test:a11y`. */
export const LOOKS: readonly Look[] = process.env.A11Y === "all" ? ALL : USUAL;
