"use client";

import { useId, useOptimistic, useTransition } from "react";
import { toast } from "../ui/toast";
import type { AccountActions, MailPreferenceView } from "./types";

interface MailSwitchProps {
  readonly mail: MailPreferenceView;
  readonly set: AccountActions["setMail"];
}

/** Turns one kind of mail on or off; it shows the choice at once, and takes it back where it could not be kept. */
export function MailSwitch({ mail, set }: MailSwitchProps) {
  const id = useId();
  const [wanted, setWanted] = useOptimistic(mail.wanted);
  const [, start] = useTransition();

  function change(next: boolean) {
    start(async () => {
      setWanted(next);
      const { error } = await set(mail.kind, next);
      if (error !== null) toast.error(error);
    });
  }

  return (
    <label htmlFor={id} className="flex items-start gap-3 px-4 py-3 sm:px-5">
      <input
        id={id}
        type="checkbox"
        checked={wanted}
        onChange={(event) => change(event.target.checked)}
        aria-describedby={`${id}-text`}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className="block text-sm font-medium">{mail.title}</span>
        <span id={`${id}-text`} className="block text-sm text-ink-muted">
          {mail.description}
        </span>
      </span>
    </label>
  );
}
