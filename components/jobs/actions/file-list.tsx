"use client";

import { X } from "lucide-react";
import { useRef } from "react";
import { sizeText } from "@/lib/kernel/files";
import { buttonVariants } from "../../ui/button";
import { FieldHint, Label } from "../../ui/input";
import { Meter } from "../../ui/meter";

interface FileListProps {
  readonly label: string;
  readonly hint: string;
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
  /** How much of each has arrived, 0 to 1; empty before sending. */
  readonly progress: ReadonlyMap<File, number>;
  readonly busy: boolean;
  readonly max: number;
  readonly accept?: string;
}

/** Files to send: chosen one after the other, taken out again, and how far each is. */
export function FileList({ label, hint, files, onChange, progress, busy, max, accept }: FileListProps) {
  const input = useRef<HTMLInputElement>(null);
  const full = busy || files.length >= max;

  function add(chosen: FileList | null) {
    onChange([...files, ...(chosen ?? [])].slice(0, max));
    // The same file may be chosen again after it was taken out.
    if (input.current !== null) input.current.value = "";
  }

  return (
    <div className="space-y-2">
      <Label htmlFor="files" className="text-ink">
        {label}
      </Label>
      <input
        ref={input}
        id="files"
        type="file"
        multiple={max > 1}
        accept={accept}
        aria-disabled={full}
        onClick={(event) => {
          // Not `disabled`: the focus stays here when the last one was chosen.
          if (full) event.preventDefault();
        }}
        aria-describedby="files-hint"
        onChange={(event) => add(event.target.files)}
        className="block w-full rounded-md border border-line-strong bg-surface text-sm text-ink file:mr-3 file:border-0 file:bg-subtle file:px-3 file:py-2 file:font-medium file:text-ink aria-disabled:opacity-60"
      />
      <FieldHint id="files-hint">{hint}</FieldHint>
      {files.length > 0 && (
        <ul aria-label="Files to send" className="divide-y rounded-lg border text-sm text-ink">
          {files.map((file, index) => (
            <li key={`${index}/${file.name}`} className="flex items-center gap-3 px-3 py-2">
              <span className="min-w-0 flex-1 truncate" title={file.name}>
                <bdi>{file.name}</bdi>
              </span>
              <FileState file={file} share={progress.get(file)} />
              <button
                type="button"
                aria-label={`Take ${file.name} out`}
                disabled={busy}
                onClick={() => {
                  onChange(files.filter((other) => other !== file));
                  input.current?.focus();
                }}
                className={buttonVariants({ variant: "ghost", size: "icon-sm" })}
              >
                <X aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function FileState({ file, share }: { readonly file: File; readonly share: number | undefined }) {
  if (share === undefined) return <span className="text-ink-muted tabular-nums">{sizeText(file.size)}</span>;
  const text = `${Math.round(share * 100)}%`;
  return (
    <span className="flex w-28 items-center gap-2">
      <span className="flex-1">
        <Meter label={`Sent of ${file.name}`} valueText={text} value={share} max={1} />
      </span>
      <span className="text-xs text-ink-muted tabular-nums">{text}</span>
    </span>
  );
}
