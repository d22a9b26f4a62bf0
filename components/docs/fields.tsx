import { Inline } from "./inline";
import type { FieldView } from "./types";

interface FieldListProps {
  readonly fields: readonly FieldView[];
  /** Required and optional matter in what is sent, not in what is answered. */
  readonly direction: "sent" | "answered";
}

/** The fields of a body or an answer, with those inside them folded away. */
export function FieldList({ fields, direction }: FieldListProps) {
  return (
    <dl className="divide-y border-y">
      {fields.map((field) => (
        <Field key={field.name} field={field} direction={direction} />
      ))}
    </dl>
  );
}

interface FieldProps {
  readonly field: FieldView;
  readonly direction: FieldListProps["direction"];
}

function Field({ field, direction }: FieldProps) {
  const { name, type, required, description, constraints, values, fields } = field;
  return (
    <div className="space-y-1 py-2.5">
      <dt className="flex flex-wrap items-baseline gap-x-2">
        <code className="font-mono text-sm font-semibold break-all">{name}</code>
        <span className="text-xs text-ink-muted">{type}</span>
        {direction === "sent" && required && <span className="text-xs font-medium text-danger">required</span>}
        {direction === "answered" && !required && <span className="text-xs text-ink-muted">not always there</span>}
      </dt>
      <dd className="space-y-1 text-sm text-ink-muted">
        {description !== null && (
          <p>
            <Inline text={description} />
          </p>
        )}
        {constraints.length > 0 && <p className="text-xs">{constraints.join(" · ")}</p>}
        {values.length > 0 && <Values values={values} />}
        {fields.length > 0 && (
          <details className="rounded-lg border px-3 open:pb-1">
            <summary className="-mx-1 rounded px-1 py-1.5 text-xs font-medium text-ink">
              {fields.length === 1 ? "1 field" : `${fields.length} fields`} of <code className="font-mono">{name}</code>
            </summary>
            <FieldList fields={fields} direction={direction} />
          </details>
        )}
      </dd>
    </div>
  );
}

function Values({ values }: { readonly values: readonly string[] }) {
  return (
    <p className="flex flex-wrap gap-1 text-xs">
      <span className="sr-only">One of</span>
      {values.map((value) => (
        <code key={value} className="rounded border bg-surface px-1 py-px font-mono text-2xs text-ink">
          {value}
        </code>
      ))}
    </p>
  );
}
