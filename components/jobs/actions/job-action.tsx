"use client";

import { lazy } from "react";
import { buttonVariants } from "../../ui/button";
import { OnDemand } from "../../ui/on-demand";
import type { JobActions, JobActionView } from "../types";
import { lookOf } from "./labels";

const load = () => import("./job-dialog");
const JobDialog = lazy(() => load().then((module) => ({ default: module.JobDialog })));

export interface JobActionProps {
  readonly jobId: string;
  readonly action: JobActionView;
  readonly actions: JobActions;
  /** The owner is on both sides of the job. */
  readonly both: boolean;
}

/** One thing that can be done about a job: a button, and the dialog that says first what it does. */
export function JobAction(props: JobActionProps) {
  const { label, variant } = lookOf(props.action, props.both);
  return (
    <OnDemand popup="dialog" preload={load} trigger={{ className: buttonVariants({ variant }), children: label }}>
      <JobDialog {...props} />
    </OnDemand>
  );
}
