import { cn } from "../ui/cn";
import { CopyButton } from "../ui/copy-button";
import { highlight } from "./highlight";
import type { CodeLanguage, Sample } from "./types";

interface CodeProps {
  readonly code: string;
  readonly language: CodeLanguage;
  /** What it is, for the copy button and for the region that scrolls: "curl for Post a job". */
  readonly what: string;
  readonly className?: string;
}

/** Highlighted on the server: the browser gets no code for it. Its button stands beside it: over it, it would hide the end of a line. */
export function CodeText({ code, language, what, className }: CodeProps) {
  return (
    <div className={cn("flex", className)}>
      <pre
        tabIndex={0}
        role="region"
        aria-label={what}
        className="code max-h-[34rem] min-w-0 flex-1 overflow-auto px-4 py-3.5 font-mono text-xs leading-5 text-ink -outline-offset-2"
      >
        <code dangerouslySetInnerHTML={{ __html: highlight(code, language) }} />
      </pre>
      <div className="shrink-0 py-2 pr-2">
        <CopyButton value={code} what={what} />
      </div>
    </div>
  );
}

interface CodePanelProps {
  readonly sample: Sample;
  readonly what: string;
}

/** One sample in a titled box. */
export function CodePanel({ sample, what }: CodePanelProps) {
  return (
    <figure className="overflow-hidden rounded-xl border bg-subtle">
      <figcaption className="border-b px-4 py-2 text-xs font-medium text-ink-muted">{sample.label}</figcaption>
      <CodeText code={sample.code} language={sample.language} what={what} />
    </figure>
  );
}
