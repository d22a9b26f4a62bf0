/** View models of the documentation: everything in them is made from the contracts, the catalogues and the rules. */

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface NavItem {
  readonly href: string;
  readonly label: string;
  /** Set for an endpoint; `path` is then searched too. */
  readonly method?: Method;
  readonly path?: string;
}

export interface NavGroup {
  readonly title: string;
  /** Where the group itself is a page; its items are then shown only there, or when they are searched for. */
  readonly href: string | null;
  readonly items: readonly NavItem[];
}

export interface FieldView {
  readonly name: string;
  /** "string", "array of objects", "integer or null". */
  readonly type: string;
  readonly required: boolean;
  readonly description: string | null;
  /** "at least 5", "2 to 255 characters". */
  readonly constraints: readonly string[];
  /** The only values it may have. */
  readonly values: readonly string[];
  readonly fields: readonly FieldView[];
}

/** One form of a body; most have one, without a title. */
export interface BodyForm {
  readonly title: string | null;
  readonly fields: readonly FieldView[];
}

export type CodeLanguage = "bash" | "typescript" | "python" | "json" | "http";

export interface Sample {
  readonly label: string;
  readonly language: CodeLanguage;
  readonly code: string;
}

export interface ErrorLinkView {
  readonly code: string;
  readonly status: number;
}

export interface EndpointView {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  readonly access: string;
  readonly limit: string;
  readonly parameters: readonly { readonly title: string; readonly fields: readonly FieldView[] }[];
  readonly body: readonly BodyForm[];
  readonly answer: readonly FieldView[];
  readonly answerNote: string;
  readonly samples: readonly Sample[];
  readonly answerExample: Sample;
  readonly errors: readonly ErrorLinkView[];
  /** Those every endpoint of its kind can answer. */
  readonly commonErrors: readonly ErrorLinkView[];
}

export interface TagView {
  readonly slug: string;
  readonly title: string;
  readonly endpoints: readonly EndpointView[];
}

export interface EventView {
  readonly type: string;
  readonly to: string;
  readonly summary: string;
  readonly fields: readonly FieldView[];
  readonly example: string;
}

export interface ErrorView {
  readonly code: string;
  readonly status: number;
  readonly meaning: string;
  readonly next: readonly string[];
  readonly example: string;
  readonly guide: NavItem | null;
  readonly endpoints: readonly NavItem[];
}

export interface DiagramNode {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: "open" | "closed" | "start" | "any";
}

export interface DiagramEdge {
  readonly id: string;
  readonly path: string;
  readonly labels: readonly { readonly text: string; readonly by: readonly string[] }[];
  readonly x: number;
  readonly y: number;
  readonly main: boolean;
}

export interface DiagramView {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}
