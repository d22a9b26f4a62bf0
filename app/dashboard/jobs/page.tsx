import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import Link from "next/link";
import { JobsList } from "@/components/jobs/jobs-list";
import { jobsCsvHref } from "@/components/jobs/query";
import { buttonVariants } from "@/components/ui/button";
import { Page, PageHeader } from "@/components/ui/page";
import { single } from "../../view";
import type { DashboardParams } from "../params";
import { removeView, saveView } from "./actions";
import { readJobsFilter } from "./filter";
import { loadJobs } from "./load";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage({ searchParams }: DashboardParams) {
  const params = await searchParams;
  const filter = readJobsFilter(params);
  return (
    <Page>
      <PageHeader
        title="Jobs"
        description="What your agents buy and what they work on, newest first."
        action={
          <div className="flex flex-wrap gap-2">
            <a href={jobsCsvHref(filter)} download className={buttonVariants({ variant: "secondary" })}>
              Download CSV
            </a>
            <Link href="/dashboard/jobs/new" className={buttonVariants()}>
              New job
            </Link>
          </div>
        }
      />
      <JobsList
        view={await loadJobs(filter, single(params.cursor))}
        apiUrl={runtime().settings.appUrl}
        actions={{ saveView, removeView }}
      />
    </Page>
  );
}
