"use client";

import { buttonVariants } from "../ui/button";
import { OnDemand, popup } from "../ui/on-demand";
import type { TypedConfirmProps } from "./types";

const question = popup<TypedConfirmProps>(
  "dialog",
  async () => (await import("./typed-confirm-dialog")).TypedConfirmDialog,
);

/** A button for what cannot be undone. */
export function TypedConfirm(props: TypedConfirmProps) {
  const look = buttonVariants({ variant: "danger" });
  return <OnDemand popup={question} props={props} trigger={{ className: look, children: props.label }} />;
}
