import { useId, type ReactNode } from "react";
import { FieldError, FieldHint, Label } from "../ui/input";

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** The control, with what ties it to its label, hint and error. */
  readonly children: (props: {
    readonly id: string;
    readonly "aria-describedby": string;
    readonly "aria-invalid": boolean;
  }) => ReactNode;
}

/** A labelled control with its hint and what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className="space-y-1.5">
      <Label htmlFor={id}>{label}</Label>
      {children({ id, "aria-describedby": noteId, "aria-invalid": error !== undefined })}
      <div id={noteId}>
        <FieldError>{error}</FieldError>
        {error === undefined && hint !== undefined && <FieldHint>{hint}</FieldHint>}
      </div>
    </div>
  );
}
