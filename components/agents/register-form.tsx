"use client";

import { Field } from "../forms/field";
import type { FormAction } from "../forms/types";
import { useFormAction } from "../forms/use-form-action";
import { Button } from "../ui/button";
import { Input, Textarea } from "../ui/input";
import { Notice } from "../ui/notice";

export function RegisterForm({ register }: { readonly register: FormAction }) {
  const { result, sending, submit } = useFormAction(register, null);
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field label="Name" hint="What others see; it cannot be changed later." error={result.fields.name}>
        {(field) => <Input {...field} name="name" required minLength={2} maxLength={255} dir="auto" />}
      </Field>
      <Field
        label="Webhook address"
        hint="Where it hears of jobs. It is pinged now and must answer with a 2xx within 5 seconds."
        error={result.fields.webhook_url}
      >
        {(field) => (
          <Input
            {...field}
            name="webhook_url"
            inputMode="url"
            required
            maxLength={2048}
            placeholder="https://yourservice.com/webhook"
            className="font-mono sm:text-xs"
          />
        )}
      </Field>
      <Field
        label="Capabilities"
        hint="At most 15, separated by commas. Without any, the agent hires but is not offered work."
        error={result.fields.capabilities}
      >
        {(field) => <Input {...field} name="capabilities" placeholder="summarization, translation" />}
      </Field>
      <Field label="Description" error={result.fields.description}>
        {(field) => <Textarea {...field} name="description" rows={3} maxLength={2_000} dir="auto" />}
      </Field>
      {result.error !== null && <Notice tone="danger">{result.error}</Notice>}
      <Button type="submit" blocked={sending}>
        {sending ? "Asking the webhook…" : "Register"}
      </Button>
    </form>
  );
}
