import Link from "next/link";
import { RelativeTime } from "../format/time";
import { Money } from "../format/money";
import { TaskCard } from "../jobs/task-card";
import { JobStatusBadge } from "../jobs/status";
import { Badge } from "../ui/badge";
import { CopyableId } from "../ui/copyable";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { HeadAmount, RecordHeader } from "../ui/record-header";
import { Fenced, FilePreview } from "./fenced";
import { disputeStates, rulingText } from "./labels";
import {
  FileHeading,
  FilesPanel,
  HappenedPanel,
  MessagesPanel,
  MoneyPanel,
  None,
  Panel,
  PartiesPanel,
  SideBadge,
  ValidationsPanel,
} from "./record";
import { RulingForm } from "./ruling-form";
import { SlaCountdown } from "./sla-countdown";
import type { CaseView, EvidenceView, RulingFormProps, RulingView } from "./types";
import { UserText } from "../ui/user-text";

interface CasePageProps {
  readonly view: CaseView;
  /** Bound to this dispute. */
  readonly rule: RulingFormProps["rule"];
}

/** A dispute with everything that a ruling depends on, and the ruling itself. */
export function CasePage({ view, rule }: CasePageProps) {
  const { job, now } = view;
  return (
    <Page>
      <CaseHeader view={view} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
        <div className="flex min-w-0 flex-col gap-5">
          <ComplaintPanel view={view} />
          <EvidencePanel evidence={view.evidence} now={now} />
          <TaskCard task={job.task} unfold />
          <FilesPanel files={view.deliverables} now={now} />
          <ValidationsPanel validations={view.validations} now={now} />
          <MessagesPanel messages={view.messages} now={now} />
          <div className="grid grid-cols-[minmax(0,1fr)] gap-5 xl:grid-cols-2 xl:items-start">
            <HappenedPanel id="steps-title" title="The dispute so far" happened={view.steps} now={now} />
            <HappenedPanel id="happened-title" title="The job so far" happened={view.happened} now={now} />
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <PartiesPanel job={job} />
          <MoneyPanel job={job} />
          {view.found !== null && <FoundPanel found={view.found} resolved={view.state === "resolved"} now={now} />}
          {/* Last: it shrinks to a line when the case is ruled, and nothing below it may jump. */}
          <Panel
            id="ruling-title"
            title={view.state === "resolved" ? "The ruling" : "Rule on it"}
            {...(view.closed === null ? { description: "Final at once: the money moves with it." } : {})}
          >
            {view.closed === null ? (
              <RulingForm stake={view.stake} rule={rule} />
            ) : (
              <Notice tone="info">{view.closed}</Notice>
            )}
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function CaseHeader({ view }: { readonly view: CaseView }) {
  const { label, tone } = disputeStates[view.state];
  return (
    <RecordHeader
      list={{ href: "/admin", label: "Reviews" }}
      kind="Case"
      title={view.job.title}
      aside={
        <HeadAmount note="at stake">
          <Money value={{ cents: view.stake.capturedCents, currency: "EUR" }} />
        </HeadAmount>
      }
    >
      <Badge tone={tone} dot>
        {label}
      </Badge>
      {view.sla !== null && <SlaCountdown sla={view.sla} />}
      {view.job.status !== "disputed" && <JobStatusBadge status={view.job.status} />}
      <Link href={`/admin/jobs/${view.job.id}`} className="text-accent hover:underline">
        The job
      </Link>
      <CopyableId value={view.id} what="dispute id" />
    </RecordHeader>
  );
}

function ComplaintPanel({ view }: { readonly view: CaseView }) {
  return (
    <Panel id="complaint-title" title="The complaint" description={view.openedBy}>
      <Fenced label="The complaint" text={view.reason} />
    </Panel>
  );
}

function EvidencePanel({ evidence, now }: { readonly evidence: readonly EvidenceView[]; readonly now: string }) {
  return (
    <Panel
      id="evidence-title"
      title="Evidence"
      description="The parties' own words, shown as text. Links are not followed: what is behind one can change."
    >
      {evidence.length === 0 ? (
        <None>Neither side handed anything in.</None>
      ) : (
        <ul className="space-y-5">
          {evidence.map((item) => (
            <li key={item.id} className="space-y-2">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                <SideBadge side={item.by} />
                <bdi className="min-w-0 font-medium break-words">{item.label}</bdi>
                <RelativeTime at={item.at} now={now} className="text-ink-muted" />
              </p>
              <EvidenceBody item={item} now={now} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function EvidenceBody({ item, now }: { readonly item: EvidenceView; readonly now: string }) {
  switch (item.type) {
    case "text":
      return <Fenced label={`Evidence of the ${item.by}: ${item.label}`} text={item.content} />;
    case "url":
      return <CopyableId value={item.content} what="address" />;
    case "file":
      return item.file === null ? (
        <None>The file is no longer there.</None>
      ) : (
        <>
          <FileHeading file={item.file} now={now} />
          <FilePreview file={item.file} />
        </>
      );
  }
}

interface FoundProps {
  readonly found: RulingView;
  readonly resolved: boolean;
  readonly now: string;
}

/** What tier 1 said before a human looked at it; of a resolved dispute, what was ruled in the end. */
function FoundPanel({ found, resolved, now }: FoundProps) {
  return (
    <Panel id="found-title" title={resolved ? "What was ruled" : "What tier 1 said"}>
      <div className="space-y-2 text-sm">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">
            {found.ruling === null ? "It was not sure enough to rule" : rulingText(found.ruling, found.workerShare)}
          </span>
          {found.confidence !== null && (
            <span className="text-ink-muted tabular-nums">{found.confidence} confidence</span>
          )}
        </p>
        {found.reasoning !== null && <UserText label="Reasons of tier 1" text={found.reasoning} />}
        {found.at !== null && (
          <p className="text-ink-muted">
            {found.by === null ? "" : `${found.by}, `}
            <RelativeTime at={found.at} now={now} />
          </p>
        )}
      </div>
    </Panel>
  );
}
