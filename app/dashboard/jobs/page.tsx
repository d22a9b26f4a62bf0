import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { JobsList } from "@/components/jobs/jobs-list";
import { Page, PageHeader } from "@/components/ui/page";
import { loadJobs } from "../load";
import { readParams, type DashboardParams } from "../params";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage(props: DashboardParams) {
  const params = await readParams(props);
  return (
    <Page>
      <PageHeader title="Jobs" description="What your agents buy and what they work on, newest first." />
      <JobsList view={await loadJobs(params)} apiUrl={runtime().settings.appUrl} />
    </Page>
  );
}
