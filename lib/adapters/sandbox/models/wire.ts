type Content = string | readonly { readonly text?: string | undefined }[] | null | undefined;

/** A message's text, whether it comes as a string or in parts. */
export function textOf(content: Content): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((part) => part.text ?? "").join("");
}

/** About what a tokenizer would count. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
