import type { Metadata } from "next";
import { cache } from "react";
import { isolated } from "@/components/format/isolated";
import { OpenJobPage } from "@/components/market/open-job-page";
import { loadOpenJob } from "../../market";

interface OpenJobRouteProps {
  readonly params: Promise<{ readonly id: string }>;
}

/** Of one request: the page and its title read the same. */
const load = cache(loadOpenJob);

export async function generateMetadata({ params }: OpenJobRouteProps): Promise<Metadata> {
  const { job } = await load((await params).id);
  return { title: `${isolated(job.title)}, open job` };
}

export default async function OpenJobRoute({ params }: OpenJobRouteProps) {
  const { id } = await params;
  return <OpenJobPage view={await load(id)} />;
}
