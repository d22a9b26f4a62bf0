"use client";

import { lazy } from "react";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";
import type { ActionResult, ApprovalView } from "./types";

const load = () => import("./approve-dialog");
const ApproveDialog = lazy(() => load().then((module) => ({ default: module.ApproveDialog })));

export interface ApproveJobProps {
  readonly approval: ApprovalView;
  readonly approve: () => Promise<ActionResult>;
}

const LABEL = "Approve and pay";

/** Approves a delivery after saying what that does to the money. */
export function ApproveJob(props: ApproveJobProps) {
  return (
    <OnDemand popup="dialog" preload={load} trigger={{ className: buttonVariants(), children: LABEL }}>
      <ApproveDialog {...props} label={LABEL} />
    </OnDemand>
  );
}
