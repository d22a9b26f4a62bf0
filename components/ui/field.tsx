import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { FieldError, FieldHint, Input, Label, Select, Textarea } from "./input";

interface FieldTexts {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong with it; null while nothing is. */
  readonly error?: string | null | undefined;
}

/** A field's name is also its id: a form has each once, and a form is alone on its page or in its dialog. */
type Named<T> = Omit<T, "id" | "name"> & { readonly name: string };

function describe(name: string, { hint, error }: FieldTexts) {
  const ids = [hint === undefined ? "" : `${name}-hint`, error ? `${name}-error` : ""].filter((id) => id !== "");
  return {
    id: name,
    name,
    ...(error ? { "aria-invalid": true } : {}),
    ...(ids.length === 0 ? {} : { "aria-describedby": ids.join(" ") }),
  };
}

interface FieldFrameProps extends FieldTexts {
  readonly name: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A control with its label above, and what is to be known or is wrong below. */
function FieldFrame({ name, label, hint, error, className, children }: FieldFrameProps) {
  return (
    <div className={cn("space-y-1.5", className)}>
      <Label htmlFor={name}>{label}</Label>
      {children}
      {hint !== undefined && <FieldHint id={`${name}-hint`}>{hint}</FieldHint>}
      <FieldError id={`${name}-error`}>{error}</FieldError>
    </div>
  );
}

type InputFieldProps = Named<ComponentProps<"input">> & FieldTexts;

export function InputField({ name, label, hint, error, className, ...props }: InputFieldProps) {
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error} className={className}>
      <Input {...props} {...describe(name, { label, hint, error })} />
    </FieldFrame>
  );
}

type TextareaFieldProps = Named<ComponentProps<"textarea">> & FieldTexts;

export function TextareaField({ name, label, hint, error, className, ...props }: TextareaFieldProps) {
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error} className={className}>
      <Textarea rows={4} {...props} {...describe(name, { label, hint, error })} />
    </FieldFrame>
  );
}

type SelectFieldProps = Named<ComponentProps<"select">> & FieldTexts;

export function SelectField({ name, label, hint, error, className, ...props }: SelectFieldProps) {
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error} className={className}>
      <Select {...props} {...describe(name, { label, hint, error })} />
    </FieldFrame>
  );
}
