interface Choice {
  readonly card?: string;
  readonly passed?: boolean;
  readonly returnUrl?: string;
}

/** Reads a person's choice from a form's fields or a JSON body; what is not there is left to the page's default. */
export function choiceFrom(values: Readonly<Record<string, unknown>>): Choice {
  const card = text(values.number) ?? text(values.card);
  const passed = flag(values.passed);
  const returnUrl = text(values.return_url);
  return {
    ...(card === null ? {} : { card }),
    ...(passed === null ? {} : { passed }),
    ...(returnUrl === null ? {} : { returnUrl }),
  };
}

function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function flag(value: unknown): boolean | null {
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : null;
}
