"use client";

import { buttonVariants } from "../../ui/button";
import { OnDemand, popup } from "../../ui/on-demand";
import { lookOf } from "./labels";
import type { JobActionProps } from "./types";

const dialog = popup<JobActionProps>("dialog", async () => (await import("./job-dialog")).JobDialog);

/** One thing that can be done about a job: a button, and the dialog that says first what it does. */
export function JobAction(props: JobActionProps) {
  const { label, variant } = lookOf(props.action, props.both);
  return (
    <OnDemand
      popup={dialog}
      props={props}
      trigger={{ className: buttonVariants({ variant }), "data-command": "", children: label }}
    />
  );
}
