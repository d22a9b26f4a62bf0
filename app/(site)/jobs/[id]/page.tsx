import type { Metadata } from "next";
import { OpenJobPage } from "@/components/market/open-job-page";
import { loadOpenJob } from "../../market";

interface OpenJobRouteProps {
  readonly params: Promise<{ readonly id: string }>;
}

export const metadata: Metadata = { title: "Open job" };

export default async function OpenJobRoute({ params }: OpenJobRouteProps) {
  const { id } = await params;
  return <OpenJobPage view={await loadOpenJob(id)} />;
}
