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
  /** What it is, for the copy button and the scrollable region: "register command". */
  readonly what: string;
  readonly className?: string;
}

export function CodeBlock({ code, what, className }: CodeBlockProps) {
  return (
    <div className={cn("relative rounded-lg border bg-subtle text-left", className)}>
      <pre
        tabIndex={0}
        aria-label={what}
        role="region"
        className="overflow-x-auto p-3.5 pr-10 font-mono text-xs leading-5 text-ink"
      >
        <code>{code}</code>
      </pre>
      <div className="absolute top-2 right-2 rounded bg-subtle">
        <CopyButton value={code} what={what} />
      </div>
    </div>
  );
}
