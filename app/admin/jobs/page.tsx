import type { Metadata } from "next";
import { JobsPage } from "@/components/admin/jobs-page";
import type { AdminParams } from "../list";
import { loadJobs } from "./load";

export const metadata: Metadata = { title: "Jobs" };

export default async function AdminJobsRoute(props: AdminParams) {
  return <JobsPage view={await loadJobs(props)} />;
}
