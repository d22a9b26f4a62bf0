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
