import { render } from "@react-email/render";
import type { ReactElement } from "react";
import type { z } from "zod";
import { beginning } from "@/lib/kernel/text";
import type { MailKind } from "../preferences";
import { TEMPLATES, type TemplateName } from "./templates";

interface Definition {
  readonly props: z.ZodType;
  readonly sample: unknown;
  readonly kind?: (props: unknown) => MailKind;
  readonly subject: (props: unknown) => string;
  readonly body: (props: unknown, appUrl: string, unsubscribeUrl: string | null) => ReactElement;
}
const definitionOf = (name: TemplateName): Definition => TEMPLATES[name] as unknown as Definition;

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const LONGEST_SUBJECT = 150;

/** One line of bounded length: titles are written by strangers. */
const line = (text: string): string => beginning(text.replace(/\s+/g, " ").trim(), LONGEST_SUBJECT);

/** A mail's subject and both its forms. Optional mails must be given where to turn them off. */
export async function renderMail(
  name: TemplateName,
  props: unknown,
  { appUrl, unsubscribeUrl }: { readonly appUrl: string; readonly unsubscribeUrl: string | null },
): Promise<RenderedMail> {
  const definition = definitionOf(name);
  const checked = definition.props.parse(props);
  const body = definition.body(checked, appUrl, unsubscribeUrl);
  const [html, text] = await Promise.all([render(body), render(body, { plainText: true })]);
  return { subject: line(definition.subject(checked)), html, text };
}

/** Which kind of optional mail this is, or null where it is always sent. */
export function kindOf(name: TemplateName, props: unknown): MailKind | null {
  const { kind, props: schema } = definitionOf(name);
  return kind?.(schema.parse(props)) ?? null;
}

/** Every mail by name, for the sandbox's preview. */
export const mailNames = Object.keys(TEMPLATES) as readonly TemplateName[];

/** A mail with made-up values, or null where there is none of that name. */
export async function sampleMail(
  name: string,
  appUrl: string,
): Promise<(RenderedMail & { readonly kind: MailKind | null }) | null> {
  const known = mailNames.find((one) => one === name);
  if (known === undefined) return null;
  const { sample } = definitionOf(known);
  const kind = kindOf(known, sample);
  const unsubscribeUrl = kind === null ? null : `${appUrl}/unsubscribe?token=sample`;
  return { ...(await renderMail(known, sample, { appUrl, unsubscribeUrl })), kind };
}
