"use client";

import { Field } from "../forms/field";
import type { FormAction } from "../forms/types";
import { useFormAction } from "../forms/use-form-action";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";

interface WebhookFormProps {
  readonly url: string;
  readonly save: FormAction;
}

export function WebhookForm({ url, save }: WebhookFormProps) {
  const { result, sending, submit } = useFormAction(save, "The webhook answered and was saved.");
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field
        label="Address"
        hint="A new one is pinged first and must answer with a 2xx within 5 seconds."
        error={result.fields.webhook_url}
      >
        {(field) => (
          <Input
            {...field}
            name="webhook_url"
            type="text"
            inputMode="url"
            required
            maxLength={2048}
            defaultValue={url}
            className="font-mono sm:text-xs"
          />
        )}
      </Field>
      {result.error !== null && <Notice tone="danger">{result.error}</Notice>}
      <Button type="submit" blocked={sending}>
        {sending ? "Asking the webhook…" : "Save address"}
      </Button>
    </form>
  );
}
