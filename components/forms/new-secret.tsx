"use client";

import { buttonVariants } from "../ui/button";
import { OnDemand, popup } from "../ui/on-demand";
import type { NewSecretProps } from "./types";

const secret = popup<NewSecretProps>("dialog", async () => (await import("./secret-dialog")).SecretDialog);

/** A button that replaces a secret and shows the new one once. */
export function NewSecret(props: NewSecretProps) {
  const look = buttonVariants({ variant: "secondary" });
  return <OnDemand popup={secret} props={props} trigger={{ className: look, children: props.label }} />;
}
