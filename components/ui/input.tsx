import type { ComponentProps } from "react";
import { cn } from "./cn";

/* 16 px on phones: iOS zooms into smaller fields. */
const control =
  "h-10 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-lg text-ink shadow-raised placeholder:text-ink-faint disabled:cursor-not-allowed disabled:bg-subtle disabled:text-ink-muted aria-invalid:border-danger sm:h-9 sm:text-base";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(control, className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(control, "h-auto py-2 sm:h-auto", className)} {...props} />;
}

export function Select({ className, ...props }: ComponentProps<"select">) {
  return <select className={cn(control, "pr-8", className)} {...props} />;
}

export function Label({ className, ...props }: ComponentProps<"label">) {
  return <label className={cn("block text-sm font-medium", className)} {...props} />;
}

/** The sentence under a field; give it the id that the field's `aria-describedby` names. */
export function FieldHint({ className, ...props }: ComponentProps<"p">) {
  return <p className={cn("text-sm text-ink-muted", className)} {...props} />;
}

export function FieldError({ className, children, ...props }: ComponentProps<"p">) {
  if (children === null || children === undefined || children === "") return null;
  return (
    <p role="alert" className={cn("text-sm text-danger", className)} {...props}>
      {children}
    </p>
  );
}
