import type { ComponentProps, ReactNode } from "react";
import { cn } from "../ui/cn";
import { Input, Select, Textarea } from "../ui/input";
import { Field } from "./field";

interface FieldTexts {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

type Control<T extends "input" | "textarea" | "select"> = Omit<ComponentProps<T>, "id" | "name"> & FieldTexts;

/** The fields of forms: a control with its label, its hint and what is wrong with it. */
export function InputField({ label, hint, error, className, ...props }: Control<"input">) {
  return (
    <div className={className}>
      <Field label={label} hint={hint} error={error}>
        {(ids) => <Input {...props} {...ids} />}
      </Field>
    </div>
  );
}

export function TextareaField({ label, hint, error, className, ...props }: Control<"textarea">) {
  return (
    <div className={cn("text-ink", className)}>
      <Field label={label} hint={hint} error={error}>
        {(ids) => <Textarea rows={4} {...props} {...ids} />}
      </Field>
    </div>
  );
}

export function SelectField({ label, hint, error, className, ...props }: Control<"select">) {
  return (
    <div className={className}>
      <Field label={label} hint={hint} error={error}>
        {(ids) => <Select {...props} {...ids} />}
      </Field>
    </div>
  );
}
