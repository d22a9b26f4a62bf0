"use client";

import { Download, Eye } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";
import type { FileView, JobActions } from "./types";

interface FileActionsProps {
  readonly file: FileView;
  readonly actions: Pick<JobActions, "preview" | "download">;
  /** The page already shows what there is to see. */
  readonly shown?: boolean;
}

type Preview = { readonly content: string } | { readonly reason: string };

/** Looks into a file, or fetches it, as far as the side of the job may. */
export function FileActions({ file, actions, shown = false }: FileActionsProps) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [busy, start] = useTransition();
  const { preview: previewAs, download: downloadAs } = file.readAs;

  function look(role: NonNullable<typeof previewAs>) {
    start(async () => {
      const { content, error } = await actions.preview(role, file.id);
      setPreview(content === null ? { reason: error ?? "There is nothing to see." } : { content });
    });
  }

  function fetchIt(role: NonNullable<typeof downloadAs>) {
    start(async () => {
      const { url, error } = await actions.download(role, file.id);
      if (url === null) toast.error(error ?? "The file could not be fetched.");
      // Served as an attachment: the page stays.
      else window.location.assign(url);
    });
  }

  return (
    <>
      <div className="flex flex-wrap gap-x-3 gap-y-2">
        {previewAs !== null && !shown && (
          <Button variant="secondary" size="sm" blocked={busy} onClick={() => look(previewAs)}>
            <Eye aria-hidden />
            Preview<span className="sr-only"> {file.filename}</span>
          </Button>
        )}
        {downloadAs !== null && (
          <Button variant="secondary" size="sm" blocked={busy} onClick={() => fetchIt(downloadAs)}>
            <Download aria-hidden />
            Download<span className="sr-only"> {file.filename}</span>
          </Button>
        )}
        {file.downloadLater !== null && <p className="self-center text-sm text-ink-muted">{file.downloadLater}</p>}
      </div>
      {preview !== null && <Shown preview={preview} filename={file.filename} />}
    </>
  );
}

function Shown({ preview, filename }: { readonly preview: Preview; readonly filename: string }) {
  if ("reason" in preview) {
    return (
      <p role="status" className="text-sm text-ink-muted">
        {preview.reason}
      </p>
    );
  }
  if (preview.content.startsWith("data:image/")) {
    // A data URL of a thumbnail: there is nothing an image optimiser could do for it.
    return (
      <img
        src={preview.content}
        alt={`Preview of ${filename}`}
        className="max-h-96 max-w-full rounded-lg border bg-subtle"
      />
    );
  }
  return <TextPreview text={preview.content} filename={filename} />;
}

export function TextPreview({ text, filename }: { readonly text: string; readonly filename: string }) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={`Preview of ${filename}`}
      dir="auto"
      className="max-h-96 overflow-auto rounded-lg border bg-subtle p-3.5 font-mono text-xs leading-5 break-words whitespace-pre-wrap"
    >
      {text}
    </pre>
  );
}
