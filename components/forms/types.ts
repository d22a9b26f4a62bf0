import type { ReactNode } from "react";

/** What a form's action answers. */
export interface FormResult {
  /** Why nothing was saved; null when it was. */
  readonly error: string | null;
  /** What is wrong with which field, by the field's name. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What an action answers that may have no fields: nothing, or the sentence to show beside its button. */
export type ActionResult = Pick<FormResult, "error"> & Partial<Pick<FormResult, "fields">>;

export type FormAction = (form: FormData) => Promise<FormResult>;

export const SAVED: FormResult = { error: null, fields: {} };

/** What an action that makes a secret answers: the secret, which is shown once, or why there is none. */
export type SecretResult =
  { readonly secret: string; readonly error: null } | { readonly secret: null; readonly error: string };

export interface ConfirmActionProps {
  readonly label: string;
  /** The button's whole name, where several say the same. */
  readonly name: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly confirm: () => Promise<{ readonly error: string | null }>;
  /** Told when it is done. */
  readonly done: string;
}

export interface TypedConfirmProps {
  readonly label: string;
  readonly title: string;
  /** What will be gone and what stays. */
  readonly children: ReactNode;
  /** What must be typed, exactly. */
  readonly word: string;
  /** Leaves the page when it succeeds. */
  readonly confirm: () => Promise<{ readonly error: string | null }>;
}

export interface NewSecretProps {
  readonly label: string;
  readonly title: string;
  /** What ends when the new one begins. */
  readonly consequence: ReactNode;
  /** "API key". */
  readonly what: string;
  readonly make: () => Promise<SecretResult>;
}
