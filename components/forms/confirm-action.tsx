"use client";

import { lazy, type ReactNode } from "react";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";

const load = () => import("./confirm-dialog");
const ConfirmActionDialog = lazy(() => load().then((module) => ({ default: module.ConfirmActionDialog })));

export interface ConfirmActionProps {
  readonly label: string;
  /** The button's whole name, where several say the same. */
  readonly name: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly confirm: () => Promise<{ readonly error: string | null }>;
  /** Told when it is done. */
  readonly done: string;
}

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
