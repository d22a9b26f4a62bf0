import type { Config } from "tailwindcss";

/** Colours are the CSS variables of app/globals.css, so that one class serves light and dark. */
const tone = (name: string) => ({ DEFAULT: `var(--${name})`, soft: `var(--${name}-soft)` });

export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  darkMode: "class",
  theme: {
    extend: {
      colors: {
        canvas: "var(--canvas)",
        surface: "var(--surface)",
        subtle: "var(--subtle)",
        hover: "var(--hover)",
        line: { DEFAULT: "var(--line)", strong: "var(--line-strong)" },
        ink: { DEFAULT: "var(--ink)", muted: "var(--ink-muted)", faint: "var(--ink-faint)" },
        accent: { ...tone("accent"), ink: "var(--accent-ink)", hover: "var(--accent-hover)" },
        info: tone("info"),
        warn: tone("warn"),
        danger: { ...tone("danger"), ink: "var(--danger-ink)" },
      },
      fontFamily: {
        sans: ["var(--font-geist-sans)", "system-ui", "sans-serif"],
        mono: ["var(--font-geist-mono)", "ui-monospace", "monospace"],
      },
      /* A console's scale: 14 px text, 13 px in dense rows, headings tightened as they grow. */
      fontSize: {
        "2xs": ["0.6875rem", { lineHeight: "1rem", letterSpacing: "0.01em" }],
        xs: ["0.75rem", { lineHeight: "1.125rem" }],
        sm: ["0.8125rem", { lineHeight: "1.25rem" }],
        base: ["0.875rem", { lineHeight: "1.375rem" }],
        lg: ["1rem", { lineHeight: "1.5rem", letterSpacing: "-0.005em" }],
        xl: ["1.125rem", { lineHeight: "1.625rem", letterSpacing: "-0.01em" }],
        "2xl": ["1.375rem", { lineHeight: "1.75rem", letterSpacing: "-0.018em" }],
        "3xl": ["1.75rem", { lineHeight: "2.125rem", letterSpacing: "-0.024em" }],
        "4xl": ["2.25rem", { lineHeight: "2.625rem", letterSpacing: "-0.03em" }],
        "5xl": ["3.25rem", { lineHeight: "3.5rem", letterSpacing: "-0.036em" }],
      },
      boxShadow: {
        raised: "var(--shadow-raised)",
        overlay: "var(--shadow-overlay)",
      },
    },
  },
} satisfies Config;
