import { RelativeTime } from "../format/time";
import { Badge, type Tone } from "../ui/badge";
import { Card, CardBody, CardHeader } from "../ui/card";
import { Meter } from "../ui/meter";
import type { DisputeViewModel, EvidenceView } from "./types";
import { UserText } from "../ui/user-text";

interface DisputePanelProps {
  readonly dispute: DisputeViewModel;
  readonly now: string;
}

const tones: Readonly<Record<DisputeViewModel["status"], Tone>> = {
  open: "info",
  ruled: "warn",
  in_review: "warn",
  resolved: "neutral",
};

/** What is disputed, what each side says, and how it was ruled. */
export function DisputePanel({ dispute, now }: DisputePanelProps) {
  return (
    <Card aria-labelledby="dispute-title">
      <CardHeader
        id="dispute-title"
        title="Dispute"
        action={
          <Badge tone={tones[dispute.status]} dot>
            {dispute.statusText}
          </Badge>
        }
      />
      <CardBody className="space-y-5 text-sm">
        <div className="space-y-1">
          <p className="break-words text-ink-muted">
            Opened by <bdi>{dispute.openedBy}</bdi>
          </p>
          <UserText label="What is disputed" text={dispute.reason} />
        </div>
        {dispute.ruling !== null && <Ruling dispute={dispute} ruling={dispute.ruling} now={now} />}
        {dispute.slaDueAt !== null && (
          <p className="text-ink-muted">
            A human rules <RelativeTime at={dispute.slaDueAt} now={now} className="text-ink" /> at the latest.
          </p>
        )}
        <Evidence items={dispute.evidence} now={now} />
      </CardBody>
    </Card>
  );
}

interface RulingProps extends DisputePanelProps {
  readonly ruling: NonNullable<DisputeViewModel["ruling"]>;
}

function Ruling({ dispute, ruling, now }: RulingProps) {
  const percent = ruling.confidence === null ? null : Math.round(ruling.confidence * 100);
  return (
    <section aria-label="Ruling" className="space-y-2.5 rounded-lg border p-3.5">
      <p className="font-semibold">{ruling.text}</p>
      {ruling.reasoning !== null && (
        <UserText label="Reasons of the ruling" text={ruling.reasoning} className="text-ink-muted" />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-muted">
        <span>Ruled by {ruling.by}</span>
        {percent !== null && (
          <span className="inline-flex items-center gap-2">
            <span className="w-20">
              <Meter label="Confidence of the ruling" valueText={`${percent}%`} value={percent} max={100} />
            </span>
            {percent}% sure
          </span>
        )}
      </div>
      {dispute.reviewDeadline !== null && (
        <p className="text-ink-muted">
          It becomes final <RelativeTime at={dispute.reviewDeadline} now={now} className="text-ink" />, or as soon as it
          is accepted. Until then either side can ask for a human.
        </p>
      )}
    </section>
  );
}

function Evidence({ items, now }: { readonly items: readonly EvidenceView[]; readonly now: string }) {
  if (items.length === 0) return <p className="text-ink-muted">Nobody has handed in evidence.</p>;
  return (
    <ul aria-label="Evidence" className="space-y-3">
      {items.map((item) => (
        <li key={item.id} className="space-y-1 rounded-lg border p-3">
          <p className="text-ink-muted">
            {item.label === "" ? "Evidence" : <bdi>{item.label}</bdi>} by <bdi>{item.by}</bdi>,{" "}
            <RelativeTime at={item.at} now={now} />
          </p>
          <EvidenceContent item={item} />
        </li>
      ))}
    </ul>
  );
}

function EvidenceContent({ item }: { readonly item: EvidenceView }) {
  switch (item.type) {
    case "text":
      return <UserText label={`Evidence: ${item.label}`} text={item.content} />;
    case "url":
      return (
        <a
          href={item.content}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          className="break-all text-accent underline underline-offset-2"
        >
          {item.content}
        </a>
      );
    case "r2_key":
      return <p className="break-all">File of the job: {item.content.split("/").at(-1)}</p>;
  }
}
