"use client";

import { useState, useTransition, type SyntheticEvent } from "react";
import { toast } from "../ui/toast";
import { SAVED, type FormAction, type FormResult } from "./types";

interface FormState {
  readonly result: FormResult;
  readonly sending: boolean;
  readonly submit: (event: SyntheticEvent<HTMLFormElement>) => void;
}

/**
 * Sends a form to a server action. Not by the form's own `action`: React empties such a form afterwards, and what was typed
 * would be lost with a refusal. `saved`: told when it worked; null where the action leads to another page.
 */
export function useFormAction(action: FormAction, saved: string | null): FormState {
  const [result, setResult] = useState<FormResult>(SAVED);
  const [sending, start] = useTransition();

  function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    start(async () => {
      const answer = await action(data);
      setResult(answer);
      if (answer.error === null) {
        if (saved !== null) toast.success(saved);
        return;
      }
      form.querySelector<HTMLElement>(`[name="${Object.keys(answer.fields)[0] ?? ""}"]`)?.focus();
    });
  }

  return { result, sending, submit };
}
