import { CircleCheck, CircleX, FileText } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Money } from "../format/money";
import { ExactTime } from "../format/time";
import { Badge } from "../ui/badge";
import { Card, CardBody, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable";
import { Fact, Facts } from "../ui/page";
import { FilePreview } from "./fenced";
import { agentStatuses } from "./labels";
import type {
  FilePreviewView,
  HappenedView,
  JobFactsView,
  MessageView,
  PartyView,
  ValidationView,
  VerdictView,
} from "./types";
import { RecordLink } from "../ui/record-link";
import { Lines, UserText } from "../ui/user-text";

/* What is on record of a job, panel by panel: the case page and the job page are made of these. */

interface PanelProps {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}

export function Panel({ id, title, description, children }: PanelProps) {
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={title} {...(description === undefined ? {} : { description })} />
      <CardBody>{children}</CardBody>
    </Card>
  );
}

export function None({ children }: { readonly children: string }) {
  return <p className="text-sm text-ink-muted">{children}</p>;
}

export function FilesPanel({ files }: { readonly files: readonly FilePreviewView[] }) {
  return (
    <Panel id="files-title" title="Deliverables" description="The newest round, as the buyer was shown it.">
      {files.length === 0 ? (
        <None>Nothing was handed in.</None>
      ) : (
        <ul className="space-y-5">
          {files.map((file) => (
            <li key={file.id} className="space-y-2">
              <FileHeading file={file} />
              <FilePreview file={file} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function FileHeading({ file }: { readonly file: FilePreviewView }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <FileText aria-hidden className="size-4 text-ink-faint" />
      <bdi className="min-w-0 font-medium break-words">{file.filename}</bdi>
      <span className="text-ink-muted">{file.about}</span>
      <ExactTime at={file.at} className="text-ink-muted" />
    </p>
  );
}

const outcomes = {
  passed: { label: "Passed", tone: "accent" },
  failed: { label: "Failed", tone: "danger" },
  unavailable: { label: "Not available", tone: "warn" },
} as const;

export function ValidationsPanel({ validations }: { readonly validations: readonly ValidationView[] }) {
  return (
    <Panel id="validations-title" title="Validations">
      {validations.length === 0 ? (
        <None>No delivery was judged.</None>
      ) : (
        <ul className="space-y-5">
          {validations.map((one) => (
            <li key={one.id} className="space-y-2.5 text-sm">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Badge tone={outcomes[one.outcome].tone} dot>
                  {outcomes[one.outcome].label}
                </Badge>
                <span>{one.summary}</span>
                <span className="text-ink-muted">
                  Delivery {one.revision}, <ExactTime at={one.at} />
                </span>
              </p>
              {one.verdicts.map((verdict) => (
                <Verdict key={verdict.judge} verdict={verdict} />
              ))}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Verdict({ verdict }: { readonly verdict: VerdictView }) {
  const Icon = verdict.passed ? CircleCheck : CircleX;
  return (
    <div className="flex gap-2.5 rounded-lg border p-3">
      <Icon aria-hidden className={verdict.passed ? "mt-0.5 size-4 text-accent" : "mt-0.5 size-4 text-danger"} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {verdict.judge}: {verdict.passed ? "pass" : "fail"}{" "}
          <span className="font-normal text-ink-muted tabular-nums">{verdict.confidence}</span>
        </p>
        <UserText label={`Reasons of ${verdict.judge}`} text={verdict.reasoning} className="text-ink-muted" />
      </div>
    </div>
  );
}

export function MessagesPanel({ messages }: { readonly messages: readonly MessageView[] }) {
  return (
    <Panel id="messages-title" title="Messages">
      {messages.length === 0 ? (
        <None>The parties wrote nothing to each other.</None>
      ) : (
        <ol aria-label="Messages" tabIndex={0} className="max-h-160 space-y-4 overflow-y-auto">
          {messages.map((message) => (
            <li key={message.id} className="text-sm">
              <p className="flex items-center gap-2">
                <SideBadge side={message.by} />
                <ExactTime at={message.at} className="text-ink-muted" />
              </p>
              <blockquote className="mt-1.5 border-l-2 pl-3 break-words whitespace-pre-line">
                <Lines text={message.content} />
              </blockquote>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

export function SideBadge({ side }: { readonly side: "buyer" | "worker" }) {
  return side === "buyer" ? <Badge tone="info">Buyer</Badge> : <Badge tone="neutral">Worker</Badge>;
}

interface HappenedProps {
  readonly id: string;
  readonly title: string;
  readonly happened: readonly HappenedView[];
}

export function HappenedPanel({ id, title, happened }: HappenedProps) {
  return (
    <Panel id={id} title={title}>
      <ol className="divide-y text-sm">
        {happened.map((one) => (
          <li key={one.id} className="py-2.5 first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-medium">{one.title}</span>
              {one.amount !== null && <Money value={one.amount} />}
              <ExactTime at={one.at} className="ml-auto text-xs text-ink-muted" />
            </p>
            {one.detail !== null && <UserText label={one.title} text={one.detail} className="text-ink-muted" />}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

export function PartiesPanel({ job }: { readonly job: JobFactsView }) {
  return (
    <Panel id="parties-title" title="Parties">
      <div className="divide-y">
        <PartyFacts side="buyer" party={job.buyer} />
        {job.worker === null ? <None>No worker yet.</None> : <PartyFacts side="worker" party={job.worker} />}
      </div>
    </Panel>
  );
}

function PartyFacts({ side, party }: { readonly side: "buyer" | "worker"; readonly party: PartyView }) {
  return (
    <div className="space-y-1 py-3 text-sm first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-2">
        <SideBadge side={side} />
        <RecordLink href={`/admin/people/${party.agentId}`} className="min-w-0">
          {party.name}
        </RecordLink>
        {party.status !== "active" && (
          <Badge tone={agentStatuses[party.status].tone}>{agentStatuses[party.status].label}</Badge>
        )}
      </p>
      <p className="text-ink-muted tabular-nums">Trust {party.trust} of 100</p>
      <p className="truncate text-ink-muted">
        <Link href={`/admin/owners/${party.ownerId}`} className="hover:underline">
          {party.email}
        </Link>
      </p>
    </div>
  );
}

export function MoneyPanel({ job }: { readonly job: JobFactsView }) {
  return (
    <Panel id="sums-title" title="Money">
      <Facts>
        {job.sums.map(({ label, amount }) => (
          <Fact key={label} label={label}>
            <Money value={amount} />
          </Fact>
        ))}
        {job.pendingCommand !== null && <Fact label="At Stripe now">{job.pendingCommand}</Fact>}
        {job.stripeIds.map(({ label, value }) => (
          <Fact key={label} label={label}>
            <CopyableId value={value} what={label.toLowerCase()} />
          </Fact>
        ))}
      </Facts>
    </Panel>
  );
}
