import type { Metadata } from "next";
import { JobPage } from "@/components/jobs/job-page";
import { actOnJob, beginUpload, downloadFile, previewFile, sendMessage } from "./actions";
import { loadJob } from "./load";

export const metadata: Metadata = { title: "Job" };

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function JobRoute({ params }: Props) {
  const { id } = await params;
  const actions = {
    act: actOnJob.bind(null, id),
    send: sendMessage.bind(null, id),
    beginUpload: beginUpload.bind(null, id),
    preview: previewFile.bind(null, id),
    download: downloadFile.bind(null, id),
  };
  return <JobPage job={await loadJob(id)} actions={actions} />;
}
