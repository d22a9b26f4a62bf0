import { JobsPage } from "@/components/admin/jobs-page";
import type { AdminParams } from "../list";
import { loadJobs } from "./load";
import { titled } from "../operator";

export const generateMetadata = titled("Jobs");

export default async function AdminJobsRoute(props: AdminParams) {
  return <JobsPage view={await loadJobs(props)} />;
}
