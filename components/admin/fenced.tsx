import { cn } from "../ui/cn";
import type { FilePreviewView } from "./types";

interface FencedProps {
  /** What it is, for its name as a region. */
  readonly label: string;
  readonly text: string;
  readonly className?: string;
}

/** A party's own words, as text and nothing else: fenced off from ours, no links, no markup, in its own direction. */
export function Fenced({ label, text, className }: FencedProps) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={label}
      dir="auto"
      className={cn(
        "max-h-80 overflow-auto rounded-lg border bg-subtle p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap",
        className,
      )}
    >
      {text}
    </pre>
  );
}

/** A file as far as it can be shown without opening it. */
export function FilePreview({ file }: { readonly file: FilePreviewView }) {
  return (
    <div className="space-y-2">
      {file.preview?.kind === "text" && <Fenced label={`Preview of ${file.filename}`} text={file.preview.content} />}
      {file.preview?.kind === "image" && (
        // A data URL of a thumbnail: there is nothing an image optimiser could do for it.
        <img
          src={file.preview.content}
          alt={`Preview of ${file.filename}`}
          className="max-h-80 max-w-full rounded-lg border bg-subtle"
        />
      )}
      {file.note !== null && <p className="text-sm text-ink-muted">{file.note}</p>}
    </div>
  );
}
