"use client";

import { Field } from "../forms/field";
import type { FormAction } from "../forms/types";
import { useFormAction } from "../forms/use-form-action";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import type { AgentSettingsView } from "./types";

interface LimitFormProps {
  readonly agent: AgentSettingsView;
  readonly save: FormAction;
}

export function LimitForm({ agent, save }: LimitFormProps) {
  const { result, sending, submit } = useFormAction(save, "The limit was saved.");
  const limit = agent.monthlyLimit === null ? "" : (agent.monthlyLimit.cents / 100).toFixed(2);
  const setBy = agent.limitSetBy === "owner" ? "You set it." : "The agent may change it until you set it here.";
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field label="Euros a month" hint={`Empty for no limit. ${setBy}`} error={result.fields.monthly_spending_limit}>
        {(field) => (
          <Input
            {...field}
            name="monthly_spending_limit"
            inputMode="decimal"
            placeholder="No limit"
            defaultValue={limit}
            className="max-w-48 tabular-nums"
          />
        )}
      </Field>
      {result.error !== null && <Notice tone="danger">{result.error}</Notice>}
      <Button type="submit" blocked={sending}>
        {sending ? "Saving…" : "Save limit"}
      </Button>
    </form>
  );
}
