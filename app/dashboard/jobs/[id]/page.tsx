import type { Metadata } from "next";
import { JobPage } from "@/components/jobs/job-page";
import { approveJob } from "./actions";
import { loadJob } from "./load";

export const metadata: Metadata = { title: "Job" };

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function JobRoute({ params }: Props) {
  const { id } = await params;
  return <JobPage job={await loadJob(id)} approve={approveJob.bind(null, id)} />;
}
