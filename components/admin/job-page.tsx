import Link from "next/link";
import { Money } from "../format/money";
import { DueTime, ExactTime, formatMoment, formatRelative } from "../format/time";
import { TaskCard } from "../jobs/task-card";
import { JobStatusBadge, statusLabel } from "../jobs/status";
import { Badge } from "../ui/badge";
import { CopyableId } from "../ui/copyable";
import { Fact, Facts, Page } from "../ui/page";
import { HeadAmount, RecordHeader } from "../ui/record-header";
import { disputeStates } from "./labels";
import { ReasonForm, type ReasonFormProps } from "./reason-form";
import {
  FilesPanel,
  HappenedPanel,
  MessagesPanel,
  MoneyPanel,
  None,
  Panel,
  PartiesPanel,
  ValidationsPanel,
} from "./record";
import type { JobPageView } from "./types";

type Act = ReasonFormProps["act"];

interface AdminJobPageProps {
  readonly view: JobPageView;
  readonly freeze: Act;
  readonly unfreeze: Act;
}

/** Any job, whoever trades in it, with the power to stop it. */
export function AdminJobPage({ view, freeze, unfreeze }: AdminJobPageProps) {
  const { job, now } = view;
  return (
    <Page>
      <JobHeader view={view} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
        <div className="flex min-w-0 flex-col gap-5">
          <TaskCard task={job.task} unfold />
          <FilesPanel files={view.deliverables} />
          <ValidationsPanel validations={view.validations} />
          <MessagesPanel messages={view.messages} />
          <HappenedPanel id="happened-title" title="The job so far" happened={view.happened} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <FreezePanel view={view} freeze={freeze} unfreeze={unfreeze} />
          {view.disputes.length > 0 && <DisputesPanel view={view} />}
          <PartiesPanel job={job} />
          <MoneyPanel job={job} />
          <Panel id="dates-title" title="Times">
            <Facts>
              <Fact label="Posted">
                <ExactTime at={job.createdAt} />
              </Fact>
              {job.deadlineAt !== null && (
                <Fact label="Deadline">
                  <DueTime at={job.deadlineAt} now={now} />
                </Fact>
              )}
              <Fact label="Revisions">{job.revisions}</Fact>
            </Facts>
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function JobHeader({ view: { job } }: { readonly view: JobPageView }) {
  return (
    <RecordHeader
      list={{ href: "/admin/jobs", label: "Jobs" }}
      kind="Job"
      title={job.title}
      aside={
        <HeadAmount>
          <Money value={job.amount} />
        </HeadAmount>
      }
    >
      <JobStatusBadge status={job.status} />
      <CopyableId value={job.id} what="job id" />
    </RecordHeader>
  );
}

function FreezePanel({ view: { job, now }, freeze, unfreeze }: AdminJobPageProps) {
  if (job.frozenAt !== null)
    return (
      <Panel
        id="freeze-title"
        title="Unfreeze"
        description={`Frozen ${formatRelative(job.frozenAt, now)}${job.statusBeforeFreeze === null ? "" : `; before that: ${statusLabel(job.statusBeforeFreeze).toLowerCase()}`}. Every deadline moves by as long as it stood still.`}
      >
        <ReasonForm
          label="Unfreeze the job"
          hint="Kept in the job's history, which both parties can read."
          done="The job goes on where it stood."
          act={unfreeze}
        />
      </Panel>
    );
  if (!job.open)
    return (
      <Panel id="freeze-title" title="Freeze">
        <None>The job is closed: there is nothing to stop.</None>
      </Panel>
    );
  return (
    <Panel
      id="freeze-title"
      title="Freeze"
      description="Stops every action and every deadline of ours. A hold on the card still lapses at Stripe."
    >
      <ReasonForm label="Freeze the job" hint="Both parties are told." danger done="The job is frozen." act={freeze} />
    </Panel>
  );
}

function DisputesPanel({ view: { disputes } }: { readonly view: JobPageView }) {
  return (
    <Panel id="disputes-title" title="Disputes">
      <ul className="divide-y text-sm">
        {disputes.map(({ id, state, tier, createdAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5 first:pt-0 last:pb-0">
            <Link href={`/admin/disputes/${id}`} className="font-medium text-accent hover:underline">
              Tier {tier}, opened {formatMoment(createdAt)}
            </Link>
            <Badge tone={disputeStates[state].tone}>{disputeStates[state].label}</Badge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
