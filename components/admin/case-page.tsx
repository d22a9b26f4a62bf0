import Link from "next/link";
import type { ReactNode } from "react";
import { isolated } from "../format/isolated";
import { ExactTime } from "../format/time";
import { Money } from "../format/money";
import { TaskCard } from "../jobs/task-card";
import { JobStatusBadge } from "../jobs/status";
import { Badge } from "../ui/badge";
import { CopyableId } from "../ui/copyable";
import { Notice } from "../ui/notice";
import { Page } from "../ui/page";
import { HeadAmount, RecordHeader } from "../ui/record-header";
import { Fenced, FilePreview } from "./fenced";
import { Hired } from "./hired";
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
  const { job } = view;
  const resolved = view.state === "resolved";
  return (
    <Page>
      <CaseHeader view={view} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <ComplaintPanel view={view} />
          {view.found !== null && !resolved && (
            <FoundPanel id="found-title" title="What tier 1 said" found={view.found} />
          )}
          <TaskCard task={job.task} unfold />
          <FilesPanel files={view.deliverables} />
          <EvidencePanel evidence={view.evidence} />
          <ValidationsPanel validations={view.validations} />
          <MessagesPanel messages={view.messages} />
          <Pair>
            <PartiesPanel job={job} />
            <MoneyPanel job={job} />
          </Pair>
          <Pair>
            <HappenedPanel id="steps-title" title="The dispute so far" happened={view.steps} />
            <HappenedPanel id="happened-title" title="The job so far" happened={view.happened} />
          </Pair>
        </div>
        {/* Stays in view while the record is read; what does not fit the screen scrolls in it. */}
        <div className="min-w-0 lg:sticky lg:top-[calc(var(--mark-height,0px)+4.5rem)] lg:-m-1 lg:max-h-[calc(100dvh-var(--mark-height,0px)-5.5rem)] lg:self-start lg:overflow-y-auto lg:p-1">
          {resolved && view.found !== null ? (
            <FoundPanel id="ruled-title" title="What was ruled" found={view.found} />
          ) : (
            <RulingPanel view={view} rule={rule} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** Two panels beside each other where there is room. */
function Pair({ children }: { readonly children: ReactNode }) {
  return <div className="grid grid-cols-[minmax(0,1fr)] gap-5 xl:grid-cols-2 xl:items-start">{children}</div>;
}

function RulingPanel({ view, rule }: CasePageProps) {
  if (view.closed !== null)
    return (
      <Panel id="ruling-title" title={view.state === "resolved" ? "The ruling" : "Rule on it"}>
        <Notice tone="info">{view.closed}</Notice>
      </Panel>
    );
  return (
    <Panel id="ruling-title" title="Rule on it" description="Final at once: the money moves with it.">
      <RulingForm stake={view.stake} rule={rule} />
    </Panel>
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
        <HeadAmount note={view.state === "resolved" ? "was at stake" : "at stake"}>
          <Money value={{ cents: view.stake.capturedCents, currency: "EUR" }} />
        </HeadAmount>
      }
    >
      <Badge tone={tone} dot>
        {label}
      </Badge>
      {view.sla !== null && <SlaCountdown sla={view.sla} />}
      <Hired buyer={view.stake.buyerName} worker={view.stake.workerName} />
      {view.job.status !== "disputed" && <JobStatusBadge status={view.job.status} />}
      <Link href={`/admin/jobs/${view.job.id}`} className="text-accent hover:underline">
        The job
      </Link>
      {view.closed === null && (
        <a href="#ruling-title" className="text-accent hover:underline lg:hidden">
          Rule on it
        </a>
      )}
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

function EvidencePanel({ evidence }: { readonly evidence: readonly EvidenceView[] }) {
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
                <ExactTime at={item.at} className="text-ink-muted" />
              </p>
              <EvidenceBody item={item} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function EvidenceBody({ item }: { readonly item: EvidenceView }) {
  if (item.sameAs !== null)
    return <None>{`The same as ${isolated(item.sameAs)}, which is shown under Deliverables.`}</None>;
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
          <FileHeading file={item.file} />
          <FilePreview file={item.file} />
        </>
      );
  }
}

interface FoundProps {
  readonly id: string;
  readonly title: string;
  readonly found: RulingView;
}

/** What tier 1 said before a human looked at it; of a resolved dispute, what was ruled in the end. */
function FoundPanel({ id, title, found }: FoundProps) {
  return (
    <Panel id={id} title={title}>
      <div className="space-y-2 text-sm">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">
            {found.ruling === null ? "It was not sure enough to rule" : rulingText(found.ruling, found.workerShare)}
          </span>
          {found.confidence !== null && (
            <span className="text-ink-muted tabular-nums">{found.confidence} confidence</span>
          )}
        </p>
        {found.reasoning !== null && <UserText label={`Reasons: ${title}`} text={found.reasoning} />}
        {found.at !== null && (
          <p className="break-words text-ink-muted">
            {found.by === null ? "" : `${found.by}, `}
            <ExactTime at={found.at} />
          </p>
        )}
      </div>
    </Panel>
  );
}
