import { cn } from "./cn";

interface UserTextProps {
  /** What it is, for its name as a region where it is long. */
  readonly label: string;
  readonly text: string;
  readonly className?: string;
}

/** From here on a text scrolls in a box of its own: what one person wrote must not push everything else off the page. */
const LONG = 1_200;

/** What somebody wrote: its lines kept, each paragraph in its own direction, words without end broken. */
export function UserText({ label, text, className }: UserTextProps) {
  const look = cn("break-words whitespace-pre-line [unicode-bidi:plaintext]", className);
  if (text.length <= LONG) {
    return (
      <p dir="auto" className={look}>
        {text}
      </p>
    );
  }
  return (
    <div role="region" aria-label={label} tabIndex={0} dir="auto" className={cn("max-h-96 overflow-y-auto", look)}>
      {text}
    </div>
  );
}
