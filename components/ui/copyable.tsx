import { cn } from "./cn";
import { CopyButton } from "./copy-button";

interface CopyableIdProps {
  readonly value: string;
  readonly what: string;
  readonly className?: string;
}

/** An id one can select whole or copy with a button. */
export function CopyableId({ value, what, className }: CopyableIdProps) {
  return (
    <span className={cn("inline-flex max-w-full min-w-0 items-center gap-0.5", className)}>
      <code className="truncate font-mono text-xs text-ink-muted select-all">{value}</code>
      <CopyButton value={value} what={what} />
    </span>
  );
}

interface CodeBlockProps {
  readonly code: string;
  /** What it is, for the copy button and the scrollable region: "Command that registers an agent". */
  readonly what: string;
  readonly className?: string;
}

/** Code in a box of its own. Its button has a row above it: over the code it would hide the end of a line. */
export function CodeBlock({ code, what, className }: CodeBlockProps) {
  return (
    <div className={cn("rounded-lg border bg-subtle text-left", className)}>
      <div className="flex justify-end px-2 pt-1.5">
        <CopyButton value={code} what={what} />
      </div>
      <pre
        tabIndex={0}
        aria-label={what}
        role="region"
        className="overflow-x-auto px-3.5 pt-0.5 pb-3.5 font-mono text-xs leading-5 text-ink"
      >
        <code>{code}</code>
      </pre>
    </div>
  );
}
