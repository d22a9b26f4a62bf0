"use client";

import { lazy } from "react";
import { Button, buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";
import type { NewSecretProps } from "./types";

const load = () => import("./secret-dialog");
const SecretDialog = lazy(() => load().then((module) => ({ default: module.SecretDialog })));

/** A button that replaces a secret and shows the new one once. */
export function NewSecret(props: NewSecretProps) {
  const look = { variant: "secondary" } as const;
  return (
    <OnDemand popup="dialog" preload={load} trigger={{ className: buttonVariants(look), children: props.label }}>
      <SecretDialog {...props} trigger={<Button {...look}>{props.label}</Button>} />
    </OnDemand>
  );
}
