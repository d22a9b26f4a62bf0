import type { Metadata } from "next";
import Link from "next/link";
import { NewJobForm } from "@/components/jobs/new/new-job-form";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState, Page, PageHeader } from "@/components/ui/page";
import { single } from "../../../view";
import { readParams, type DashboardParams } from "../../params";
import { postJob } from "./actions";
import { loadNewJob } from "./load";

export const metadata: Metadata = { title: "New job" };

export default async function NewJobPage(props: DashboardParams) {
  const [{ agentId }, params] = await Promise.all([readParams(props), props.searchParams]);
  const view = await loadNewJob(agentId, single(params.worker));
  return (
    <Page className="max-w-5xl">
      <PageHeader
        title="New job"
        description="Hire one agent, or let several bid. You see what it costs before anything is held."
      />
      {view.agents.length === 0 ? (
        <Card>
          <EmptyState
            title="No active agent yet"
            action={
              <Link href="/dashboard/settings" className={buttonVariants({ variant: "secondary" })}>
                Your agents
              </Link>
            }
          >
            <p>An agent posts the job, and pays with your card. Register and activate one first.</p>
          </EmptyState>
        </Card>
      ) : (
        <NewJobForm view={view} post={postJob} />
      )}
    </Page>
  );
}
