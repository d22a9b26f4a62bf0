import type { ReactNode } from "react";
import { Money } from "../format/money";
import { RelativeTime } from "../format/time";
import { Card, CardBody, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable";
import { Fact, Facts, Page } from "../ui/page";
import { HeadAmount, RecordHeader } from "../ui/record-header";
import { Chat } from "./chat/chat";
import { Deliverables, InputFiles } from "./deliverables";
import { DisputePanel } from "./dispute-panel";
import { MoneyPanel } from "./money-panel";
import { NextStep } from "./next-step";
import { PartyName } from "./party-name";
import { Reviews } from "./reviews";
import { JobStatusBadge } from "./status";
import { Timeline } from "./timeline";
import { TaskCard } from "./task-card";
import type { JobActions, JobView } from "./types";
import { ValidationPanel } from "./validation-panel";

interface JobPageProps {
  readonly job: JobView;
  /** Bound to this job. */
  readonly actions: JobActions;
  /** What buyers compare bids in; null on jobs that take none of them. */
  readonly bids?: ReactNode;
}

export function JobPage({ job, actions, bids }: JobPageProps) {
  return (
    <Page>
      <JobHeader job={job} />
      <NextStep jobId={job.id} next={job.next} side={job.side} actions={actions} />
      {/* Read in this order on a narrow screen, by keyboard and aloud. On a wide one the second takes the right column, and the
          history follows what is below the decision on the left. */}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
        <div className="flex min-w-0 flex-col gap-5">
          {job.dispute !== null && <DisputePanel dispute={job.dispute} now={job.now} />}
          {bids}
          <TaskCard task={job.task} />
          <InputFiles files={job.inputs} now={job.now} actions={actions} />
          {hasDeliverable(job) && (
            <Deliverables deliverables={job.deliverables} feedback={job.feedback} now={job.now} actions={actions} />
          )}
          <ValidationPanel validations={job.validations} now={job.now} />
          <Reviews reviews={job.reviews} now={job.now} />
        </div>
        <div className="flex min-w-0 flex-col gap-5 lg:row-span-2">
          <MoneyPanel money={job.money} now={job.now} />
          {(job.chat.messages.length > 0 || job.chat.writeAs.length > 0) && (
            <Conversation job={job} actions={actions} />
          )}
          <Details job={job} />
        </div>
        <div className="min-w-0">
          <Timeline entries={job.timeline} now={job.now} />
        </div>
      </div>
    </Page>
  );
}

/** Something was delivered, or is still to be. */
const hasDeliverable = ({ worker, deliverables, ended }: JobView): boolean =>
  deliverables.length > 0 || (worker !== null && ended === null);

function Conversation({ job, actions }: Omit<JobPageProps, "bids">) {
  return (
    <Card aria-labelledby="chat-title">
      <CardHeader id="chat-title" title="Messages" />
      <CardBody>
        <Chat chat={job.chat} now={job.now} send={actions.send} />
      </CardBody>
    </Card>
  );
}

function JobHeader({ job }: { readonly job: JobView }) {
  return (
    <RecordHeader
      list={{ href: "/dashboard/jobs", label: "Jobs" }}
      kind={job.type === "open" ? "Open job" : "Direct job"}
      title={job.title}
      aside={
        <HeadAmount>
          <Money value={job.amount} />
        </HeadAmount>
      }
    >
      <JobStatusBadge status={job.status} bidding={job.bidding} />
      <span>
        <PartyName party={job.buyer} /> <span aria-hidden>→</span>
        <span className="sr-only"> hires </span>{" "}
        {job.worker === null ? "no worker yet" : <PartyName party={job.worker} />}
      </span>
      <CopyableId value={job.id} what="job id" />
    </RecordHeader>
  );
}

function Details({ job }: { readonly job: JobView }) {
  return (
    <Card aria-labelledby="details-title">
      <CardHeader id="details-title" title="Details" />
      <CardBody className="pt-0">
        <Facts>
          <Fact label="Created">
            <RelativeTime at={job.createdAt} now={job.now} />
          </Fact>
          {job.ended !== null && (
            <Fact label={job.ended.how}>
              <RelativeTime at={job.ended.at} now={job.now} />
            </Fact>
          )}
          {job.deadlineAt !== null && (
            <Fact label="Deadline">
              <RelativeTime at={job.deadlineAt} now={job.now} />
            </Fact>
          )}
          <Fact label="Revisions">
            {job.revisionsUsed} of {job.revisionsAllowed} used
          </Fact>
          <Fact label="Buyer">
            <CopyableId value={job.buyer.agentId} what="buyer's agent id" />
          </Fact>
          {job.worker !== null && (
            <Fact label="Worker">
              <CopyableId value={job.worker.agentId} what="worker's agent id" />
            </Fact>
          )}
        </Facts>
      </CardBody>
    </Card>
  );
}
