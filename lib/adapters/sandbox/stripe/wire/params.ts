import type { FormMap, FormValue } from "./form";
import { invalid, missingParam } from "./failures";

const MAX_METADATA_KEYS = 50;
const MAX_METADATA_KEY_LENGTH = 40;
const MAX_METADATA_VALUE_LENGTH = 500;

/** Reads a request's parameters, and refuses wrong ones in Stripe's words. Absent is null. */
export class Params {
  constructor(
    private readonly values: FormMap,
    private readonly prefix = "",
  ) {}

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  /** Text; an empty value counts as absent. */
  text(name: string): string | null {
    const value = this.values[name];
    if (value === undefined || value === "") return null;
    if (typeof value !== "string")
      throw invalid(`Invalid string: ${JSON.stringify(value)}`, { param: this.path(name) });
    return value;
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === null) throw missingParam(this.path(name));
    return value;
  }

  integer(name: string): number | null {
    const text = this.text(name);
    if (text === null) return null;
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) {
      throw invalid(`Invalid integer: ${text}`, { code: "parameter_invalid_integer", param: this.path(name) });
    }
    return value;
  }

  requiredInteger(name: string): number {
    const value = this.integer(name);
    if (value === null) throw missingParam(this.path(name));
    return value;
  }

  /** An amount of at least one cent. */
  amount(name: string): number | null {
    const value = this.integer(name);
    if (value !== null && value < 1) {
      throw invalid("This value must be greater than or equal to 1.", {
        code: "parameter_invalid_integer",
        param: this.path(name),
      });
    }
    return value;
  }

  flag(name: string): boolean {
    const text = this.text(name);
    if (text === null || text === "false") return false;
    if (text === "true") return true;
    throw invalid(`Invalid boolean: ${text}`, { param: this.path(name) });
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | null {
    const text = this.text(name);
    if (text === null) return null;
    const found = allowed.find((value) => value === text);
    if (found === undefined) {
      throw invalid(`Invalid ${name}: must be one of ${allowed.join(", ")}`, { param: this.path(name) });
    }
    return found;
  }

  /** An absolute http(s) URL. */
  url(name: string): string | null {
    const text = this.text(name);
    if (text !== null && !/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : "")) {
      throw invalid("Not a valid URL", { code: "url_invalid", param: this.path(name) });
    }
    return text;
  }

  child(name: string): Params | null {
    const value = this.values[name];
    return isMap(value) ? new Params(value, this.path(name)) : null;
  }

  /** The maps of a list such as `line_items[0][…]`. */
  children(name: string): readonly Params[] {
    const value = this.values[name];
    if (!Array.isArray(value)) return [];
    return value.filter(isMap).map((item, index) => new Params(item, `${this.path(name)}[${index}]`));
  }

  texts(name: string): readonly string[] {
    const value = this.values[name];
    if (typeof value === "string") return value === "" ? [] : [value];
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
  }

  names(): readonly string[] {
    return Object.keys(this.values);
  }

  /** `known` with the request's changes: a value replaces, an empty one removes, `metadata=` removes all. */
  metadata(known: Readonly<Record<string, string>> = {}): Record<string, string> {
    if (this.values.metadata === "") return {};
    const merged = new Map(Object.entries(known));
    const changes = this.child("metadata");
    for (const key of changes?.names() ?? []) {
      const value = changes?.text(key) ?? null;
      if (value === null) merged.delete(key);
      else merged.set(key, checkedMetadata(key, value));
    }
    if (merged.size > MAX_METADATA_KEYS) {
      throw invalid(`Metadata can have up to ${MAX_METADATA_KEYS} keys.`, { param: "metadata" });
    }
    return Object.fromEntries(merged);
  }

  private path(name: string): string {
    return this.prefix === "" ? name : `${this.prefix}[${name}]`;
  }
}

function checkedMetadata(key: string, value: string): string {
  if (key.length > MAX_METADATA_KEY_LENGTH) {
    throw invalid(`Metadata keys can have up to ${MAX_METADATA_KEY_LENGTH} characters; '${key}' has more.`, {
      param: "metadata",
    });
  }
  if (value.length > MAX_METADATA_VALUE_LENGTH) {
    throw invalid(`Metadata values can have up to ${MAX_METADATA_VALUE_LENGTH} characters; '${key}' has more.`, {
      param: `metadata[${key}]`,
    });
  }
  return value;
}

function isMap(value: FormValue | undefined): value is FormMap {
  return typeof value === "object" && !Array.isArray(value);
}
