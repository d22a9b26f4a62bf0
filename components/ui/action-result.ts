/** What an action answers: nothing, or the sentence to show beside its button. */
export interface ActionResult {
  readonly error: string | null;
  /** Sentences to show beside fields, by the field's name. */
  readonly fields?: Readonly<Record<string, string>>;
}
