import type { Metadata } from "next";
import { BidsPanel } from "@/components/bids/bids-panel";
import { JobPage } from "@/components/jobs/job-page";
import { single } from "../../../view";
import type { DashboardParams } from "../../params";
import { actOnJob, beginUpload, downloadFile, previewFile, sendMessage } from "./actions";
import { answerBid } from "./bid-actions";
import { loadJob } from "./load";

export const metadata: Metadata = { title: "Job" };

interface Props extends DashboardParams {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function JobRoute({ params, searchParams }: Props) {
  const [{ id }, { bids: sort, page }] = await Promise.all([params, searchParams]);
  const actions = {
    act: actOnJob.bind(null, id),
    send: sendMessage.bind(null, id),
    beginUpload: beginUpload.bind(null, id),
    preview: previewFile.bind(null, id),
    download: downloadFile.bind(null, id),
  };
  const { job, bids } = await loadJob(id, { sort: single(sort), page: single(page) });
  return (
    <JobPage
      job={job}
      actions={actions}
      bids={bids === null ? null : <BidsPanel view={bids} answer={answerBid.bind(null, id)} />}
    />
  );
}
