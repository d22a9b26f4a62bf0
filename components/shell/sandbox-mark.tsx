import { FlaskConical } from "lucide-react";
import Link from "next/link";

interface SandboxMarkProps {
  /** What was changed in the sandbox: a clock that was moved, faults that are on. Empty: nothing. */
  readonly changed: readonly string[];
}

/** The strip above every page while sandbox mode is on. Its height is `--mark-height`, which sticky bars stay below. */
export function SandboxMark({ changed }: SandboxMarkProps) {
  return (
    <aside
      aria-label="Sandbox mode"
      className="sticky top-0 z-40 flex h-8 items-center justify-center gap-x-3 bg-warn-soft px-3 text-xs whitespace-nowrap text-warn"
    >
      <span className="inline-flex items-center gap-1.5 font-semibold">
        <FlaskConical aria-hidden className="size-3.5" />
        Sandbox
      </span>
      {changed.length === 0 ? (
        <span className="hidden sm:inline">No real money moves and no mail leaves this machine.</span>
      ) : (
        <span title={changed.join(", ")} className="min-w-0 truncate tabular-nums">
          {changed.join(", ")}
        </span>
      )}
      <Link href="/sandbox" className="inline-flex h-6 items-center font-medium underline underline-offset-2">
        Controls
      </Link>
      <Link href="/sandbox/mail" className="inline-flex h-6 items-center font-medium underline underline-offset-2">
        Mailbox
      </Link>
    </aside>
  );
}
