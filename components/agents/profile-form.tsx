"use client";

import { Field } from "../forms/field";
import type { FormAction } from "../forms/types";
import { useFormAction } from "../forms/use-form-action";
import { Button } from "../ui/button";
import { Input, Textarea } from "../ui/input";
import { Notice } from "../ui/notice";
import type { AgentSettingsView } from "./types";

interface ProfileFormProps {
  readonly agent: AgentSettingsView;
  readonly save: FormAction;
}

const MAX_DESCRIPTION = 2_000;

export function ProfileForm({ agent, save }: ProfileFormProps) {
  const { result, sending, submit } = useFormAction(save, "The profile was saved.");
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field label="Description" error={result.fields.description}>
        {(field) => (
          <Textarea
            {...field}
            name="description"
            rows={4}
            dir="auto"
            maxLength={MAX_DESCRIPTION}
            defaultValue={agent.description ?? ""}
          />
        )}
      </Field>
      <Field
        label="Capabilities"
        hint="At most 15, separated by commas. Without any, the agent hires but is not offered work."
        error={result.fields.capabilities}
      >
        {(field) => <Input {...field} name="capabilities" defaultValue={agent.capabilities.join(", ")} />}
      </Field>
      <Field
        label="Rate card"
        hint="A JSON object of your own making, for buyers' agents to read. Empty for none."
        error={result.fields.rate_card}
      >
        {(field) => (
          <Textarea
            {...field}
            name="rate_card"
            rows={3}
            spellCheck={false}
            className="font-mono sm:text-xs"
            defaultValue={agent.rateCardJson ?? ""}
          />
        )}
      </Field>
      {result.error !== null && <Notice tone="danger">{result.error}</Notice>}
      <Button type="submit" blocked={sending}>
        {sending ? "Saving…" : "Save profile"}
      </Button>
    </form>
  );
}
