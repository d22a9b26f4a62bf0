/** What `a[b][]=c` means once read: text, lists and maps of text. */
export type FormValue = string | FormList | FormMap;
export type FormList = FormValue[];
export interface FormMap {
  [name: string]: FormValue;
}

const MAX_DEPTH = 8;
const MAX_LIST_INDEX = 200;

/** Reads Stripe's form encoding: `a[b]=1`, `a[]=1`, `a[0][b]=1`. Names deeper than 8 levels are ignored. */
export function decodeForm(text: string): FormMap {
  const root = emptyMap();
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.replaceAll("]", "").split("[");
    if (path.length <= MAX_DEPTH) assign(root, path, value);
  }
  return root;
}

function emptyMap(): FormMap {
  // No prototype: a parameter named `__proto__` is a name like any other.
  return Object.create(null) as FormMap;
}

function assign(container: FormMap | FormList, path: readonly string[], value: string): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  const following = rest[0];
  if (following === undefined) {
    write(container, step, value);
    return;
  }
  const known = read(container, step);
  const next = typeof known === "object" ? known : isListStep(following) ? [] : emptyMap();
  if (next !== known) write(container, step, next);
  assign(next, rest, value);
}

function isListStep(step: string): boolean {
  return step === "" || (/^\d+$/.test(step) && Number(step) <= MAX_LIST_INDEX);
}

function read(container: FormMap | FormList, step: string): FormValue | undefined {
  return Array.isArray(container) ? container[Number(step === "" ? container.length : step)] : container[step];
}

function write(container: FormMap | FormList, step: string, value: FormValue): void {
  if (!Array.isArray(container)) container[step] = value;
  else if (isListStep(step)) container[step === "" ? container.length : Number(step)] = value;
}
