"use client";

import { lazy } from "react";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";
import type { TypedConfirmProps } from "./types";

const load = () => import("./typed-confirm-dialog");
const TypedConfirmDialog = lazy(() => load().then((module) => ({ default: module.TypedConfirmDialog })));

/** A button for what cannot be undone. */
export function TypedConfirm(props: TypedConfirmProps) {
  return (
    <OnDemand
      popup="dialog"
      preload={load}
      trigger={{ className: buttonVariants({ variant: "danger" }), children: props.label }}
    >
      <TypedConfirmDialog {...props} />
    </OnDemand>
  );
}
