import { Fragment } from "react";
import { cn } from "./cn";

interface UserTextProps {
  /** What it is, for its name as a region where it is long. */
  readonly label: string;
  readonly text: string;
  readonly className?: string;
}

/** From here on a text scrolls in a box of its own: what one person wrote must not push everything else off the page. */
const LONG = 1_200;

/** What somebody wrote: its lines kept, each in its own direction, words without end broken. */
export function UserText({ label, text, className }: UserTextProps) {
  const look = cn("break-words whitespace-pre-line", className);
  if (text.length <= LONG) {
    return (
      <p className={look}>
        <Lines text={text} />
      </p>
    );
  }
  return (
    <div role="region" aria-label={label} tabIndex={0} className={cn("max-h-96 overflow-y-auto", look)}>
      <Lines text={text} />
    </div>
  );
}

/** Each line in a box of its own: the direction of one, and its brackets, are then nobody else's. */
export function Lines({ text }: { readonly text: string }) {
  if (!text.includes("\n")) return <bdi className="block">{text}</bdi>;
  return text
    .split("\n")
    .map((line, number) => (
      <Fragment key={number}>{line === "" ? <br /> : <bdi className="block">{line}</bdi>}</Fragment>
    ));
}
