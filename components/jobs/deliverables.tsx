import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "../format/time";
import { Badge } from "../ui/badge";
import { Card, CardBody, CardHeader } from "../ui/card";
import { Notice } from "../ui/notice";
import { EmptyState } from "../ui/page";
import { FileActions, TextPreview } from "./file-actions";
import type { DeliverableView, FileView, JobActions } from "./types";
import { UserText } from "../ui/user-text";

type FileReads = Pick<JobActions, "preview" | "download">;

interface DeliverablesProps {
  readonly deliverables: readonly DeliverableView[];
  readonly feedback: string | null;
  readonly now: string;
  readonly actions: FileReads;
}

/** What was delivered, as far as it may be shown before the job is paid. */
export function Deliverables({ deliverables, feedback, now, actions }: DeliverablesProps) {
  return (
    <Card aria-labelledby="deliverable-title">
      <CardHeader id="deliverable-title" title="Deliverable" />
      <CardBody className="space-y-5">
        {feedback !== null && (
          <Notice tone="warn" title="Asked to change">
            <UserText label="What is to be changed" text={feedback} />
          </Notice>
        )}
        {deliverables.length === 0 ? (
          <EmptyState title="The worker has not delivered yet">
            <p>The files show here once they are handed in and checked, with what can be read of them.</p>
          </EmptyState>
        ) : (
          deliverables.map((item) => <Deliverable key={item.id} item={item} now={now} actions={actions} />)
        )}
      </CardBody>
    </Card>
  );
}

interface DeliverableProps {
  readonly item: DeliverableView;
  readonly now: string;
  readonly actions: FileReads;
}

function Deliverable({ item, now, actions }: DeliverableProps) {
  return (
    <article aria-label={item.filename} className="space-y-2.5">
      <FileHeader file={item}>
        Delivery {item.revision}, <RelativeTime at={item.at} now={now} />
        {item.partial && (
          <Badge tone="outline" className="ml-2">
            Shortened
          </Badge>
        )}
      </FileHeader>
      {item.text !== null && <TextPreview text={item.text} filename={item.filename} />}
      {item.note !== null && <p className="text-sm text-ink-muted">{item.note}</p>}
      <FileActions file={item} actions={actions} shown={item.text !== null} />
    </article>
  );
}

function FileHeader({ file, children }: { readonly file: FileView; readonly children: ReactNode }) {
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span className="flex max-w-full items-start gap-3">
        <FileText aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
        <bdi className="min-w-0 font-medium break-words">{file.filename}</bdi>
      </span>
      <span className="text-ink-muted">
        {file.size}, {file.contentType}
      </span>
      <span className="text-ink-muted">{children}</span>
    </header>
  );
}

interface InputFilesProps {
  readonly files: readonly FileView[];
  readonly now: string;
  readonly actions: FileReads;
}

/** What the buyer gave the worker to work on. */
export function InputFiles({ files, now, actions }: InputFilesProps) {
  if (files.length === 0) return null;
  return (
    <Card aria-labelledby="inputs-title">
      <CardHeader id="inputs-title" title="Input files" />
      <CardBody className="space-y-4">
        {files.map((file) => (
          <article key={file.id} aria-label={file.filename} className="space-y-2">
            <FileHeader file={file}>
              <RelativeTime at={file.at} now={now} />
            </FileHeader>
            <FileActions file={file} actions={actions} />
          </article>
        ))}
      </CardBody>
    </Card>
  );
}
