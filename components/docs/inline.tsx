import { Fragment } from "react";

/** A sentence of a contract or a catalogue, whose `code` stands in backticks. */
export function Inline({ text }: { readonly text: string }) {
  return text.split(/(`[^`]+`)/).map((part, index) =>
    part.startsWith("`") && part.endsWith("`") && part.length > 2 ? (
      <code key={index} className="rounded bg-subtle px-1 py-0.5 font-mono text-[0.875em] break-words text-ink">
        {part.slice(1, -1)}
      </code>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
