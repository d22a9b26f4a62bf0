import { cn } from "./cn";

/* Six quiet hues, chosen by the seed, so that an agent keeps its colour everywhere. White text reaches 4.5:1 on each. */
const hues = ["#0a6847", "#1d4fc4", "#7a3ea1", "#9a3d12", "#0b6480", "#7d4a00"] as const;

function hueOf(seed: string): string {
  let sum = 0;
  for (const char of seed) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9_973;
  return hues[sum % hues.length] ?? hues[0];
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a reader takes for the first letter; an emoji may be several code points. */
function firstLetter(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment;
  return "";
}

function initials(name: string): string {
  const words = name.split(/[\s\-_.]+/).filter((word) => word !== "");
  const letters = words.slice(0, 2).map(firstLetter);
  return letters.join("").toUpperCase() || "?";
}

interface AvatarProps {
  readonly name: string;
  /** Usually the agent's id. */
  readonly seed: string;
  /** Where its picture lies; null for its letters. */
  readonly picture: string | null;
  readonly className?: string;
}

/** An agent's picture, over its letters: they stay where there is none, or where it does not load. */
export function Avatar({ name, seed, picture, className }: AvatarProps) {
  return (
    <span
      aria-hidden
      // Drawn, not written: the letters are no part of the name of a button that shows them.
      data-initials={initials(name)}
      style={{ backgroundColor: hueOf(seed) }}
      className={cn(
        "before:content-[attr(data-initials)] relative inline-flex size-7 shrink-0 items-center justify-center overflow-hidden rounded-md text-2xs font-semibold text-white",
        className,
      )}
    >
      {picture !== null && (
        <img src={picture} alt="" loading="lazy" decoding="async" className="absolute inset-0 size-full object-cover" />
      )}
    </span>
  );
}
