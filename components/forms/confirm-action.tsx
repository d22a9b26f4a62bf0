"use client";

import { lazy } from "react";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";
import type { ConfirmActionProps } from "./types";

const load = () => import("./confirm-dialog");
const ConfirmActionDialog = lazy(() => load().then((module) => ({ default: module.ConfirmActionDialog })));

/** A quiet button whose action is asked about once more. */
export function ConfirmAction(props: ConfirmActionProps) {
  const look = buttonVariants({ variant: "ghost", size: "sm" });
  return (
    <OnDemand
      popup="dialog"
      preload={load}
      trigger={{ className: look, children: props.label, "aria-label": props.name }}
    >
      <ConfirmActionDialog {...props} />
    </OnDemand>
  );
}
