"use client";

import { lazy } from "react";
import { buttonVariants } from "../../ui/button";
import { OnDemand } from "../../ui/on-demand";
import { lookOf } from "./labels";
import type { JobActionProps } from "./types";

const load = () => import("./job-dialog");
const JobDialog = lazy(() => load().then((module) => ({ default: module.JobDialog })));

/** One thing that can be done about a job: a button, and the dialog that says first what it does. */
export function JobAction(props: JobActionProps) {
  const { label, variant } = lookOf(props.action, props.both);
  return (
    <OnDemand popup="dialog" preload={load} trigger={{ className: buttonVariants({ variant }), children: label }}>
      <JobDialog {...props} />
    </OnDemand>
  );
}
