import { FileText } from "lucide-react";
import { RelativeTime } from "../format/time";
import { Badge } from "../ui/badge";
import { Card, CardBody, CardHeader } from "../ui/card";
import type { DeliverableView } from "./types";

interface DeliverablesProps {
  readonly deliverables: readonly DeliverableView[];
  readonly now: string;
}

/** What was delivered, as far as it may be shown before the job is paid. */
export function Deliverables({ deliverables, now }: DeliverablesProps) {
  return (
    <Card aria-labelledby="deliverable-title">
      <CardHeader id="deliverable-title" title="Deliverable" />
      <CardBody className="space-y-5">
        {deliverables.length === 0 ? (
          <p className="text-sm text-ink-muted">The worker has not delivered yet.</p>
        ) : (
          deliverables.map((item) => <Deliverable key={`${item.revision}/${item.filename}`} item={item} now={now} />)
        )}
      </CardBody>
    </Card>
  );
}

function Deliverable({ item, now }: { readonly item: DeliverableView; readonly now: string }) {
  return (
    <article aria-label={item.filename} className="space-y-2.5">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <FileText aria-hidden className="size-4 text-ink-faint" />
        <span className="min-w-0 truncate font-medium">{item.filename}</span>
        <span className="text-ink-muted">
          {item.size}, {item.contentType}
        </span>
        <span className="text-ink-muted">
          Revision {item.revision}, <RelativeTime at={item.deliveredAt} now={now} />
        </span>
        {item.partial && <Badge tone="outline">Shortened</Badge>}
      </header>
      <Preview item={item} />
      {item.note !== null && <p className="text-sm text-ink-muted">{item.note}</p>}
    </article>
  );
}

function Preview({ item }: { readonly item: DeliverableView }) {
  if (item.preview === null) return null;
  switch (item.preview.kind) {
    case "text":
      return (
        <pre
          tabIndex={0}
          role="region"
          aria-label={`Preview of ${item.filename}`}
          dir="auto"
          className="max-h-96 overflow-auto rounded-lg border bg-subtle p-3.5 font-mono text-xs leading-5 break-words whitespace-pre-wrap"
        >
          {item.preview.content}
        </pre>
      );
    case "image":
      return (
        // A data URL of a thumbnail: there is nothing an image optimiser could do for it.
        <img
          src={item.preview.content}
          alt={`Preview of ${item.filename}`}
          className="max-h-96 max-w-full rounded-lg border bg-subtle"
        />
      );
  }
}
