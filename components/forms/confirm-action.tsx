"use client";

import { buttonVariants } from "../ui/button";
import { OnDemand, popup } from "../ui/on-demand";
import type { ConfirmActionProps } from "./types";

const question = popup<ConfirmActionProps>(
  "dialog",
  async () => (await import("./confirm-dialog")).ConfirmActionDialog,
);

/** A quiet button whose action is asked about once more. */
export function ConfirmAction(props: ConfirmActionProps) {
  const look = buttonVariants({ variant: "ghost", size: "sm" });
  return (
    <OnDemand
      popup={question}
      props={props}
      trigger={{ className: look, children: props.label, "aria-label": props.name }}
    />
  );
}
