"use client";

import { lazy, type ReactNode } from "react";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";

const load = () => import("./typed-confirm-dialog");
const TypedConfirmDialog = lazy(() => load().then((module) => ({ default: module.TypedConfirmDialog })));

export interface TypedConfirmProps {
  readonly label: string;
  readonly title: string;
  /** What will be gone and what stays. */
  readonly children: ReactNode;
  /** What must be typed, exactly. */
  readonly word: string;
  /** Leaves the page when it succeeds. */
  readonly confirm: () => Promise<{ readonly error: string | null }>;
}

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
