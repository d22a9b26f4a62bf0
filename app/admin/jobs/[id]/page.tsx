import { cache } from "react";
import { AdminJobPage } from "@/components/admin/job-page";
import type { JobPageView } from "@/components/admin/types";
import { isolated } from "@/components/format/isolated";
import * as admin from "@/lib/domain/console";
import { iso } from "../../../view";
import { orNotFound } from "../../../or-not-found";
import { adminContext, titledRecord } from "../../operator";
import { recordOf } from "../../record";
import { freezeJob, unfreezeJob } from "./actions";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

/** Of one request: the page and its title read the same. */
const loadJob = cache(async (id: string): Promise<JobPageView> => {
  const ctx = await adminContext();
  const file = await orNotFound(admin.job(ctx, id));
  const disputes = file.disputes.map(({ createdAt, ...dispute }) => ({ ...dispute, createdAt: iso(createdAt) }));
  return { now: iso(ctx.now), ...(await recordOf(ctx, file)), disputes };
});

export const generateMetadata = titledRecord(async (id) => `${isolated((await loadJob(id)).job.title)}, job`);

export default async function AdminJobRoute({ params }: Props) {
  const { id } = await params;
  return (
    <AdminJobPage view={await loadJob(id)} freeze={freezeJob.bind(null, id)} unfreeze={unfreezeJob.bind(null, id)} />
  );
}
