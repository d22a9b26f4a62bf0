import Link from "next/link";
import type { ReactNode } from "react";
import { AnchorHeading } from "./anchor";
import type { NavItem } from "./types";

interface ArticleProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
  /** The page to read after this one. */
  readonly next?: NavItem | null;
}

/** The shape of every page of the docs. */
export function Article({ title, lead, children, next = null }: ArticleProps) {
  return (
    <article className="space-y-10">
      <header className="max-w-2xl space-y-2">
        <h1 className="text-3xl font-semibold">{title}</h1>
        <p className="text-lg text-ink-muted">{lead}</p>
      </header>
      {children}
      {next !== null && (
        <p className="border-t pt-6">
          Next:{" "}
          <Link href={next.href} className="font-medium text-accent underline underline-offset-4">
            {next.label}
          </Link>
        </p>
      )}
    </article>
  );
}

interface PassageProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
  /** For tables and diagrams, which need more room than lines of text. */
  readonly wide?: boolean;
}

/** A titled part of a guide with an address of its own. */
export function Passage({ id, title, children, wide = false }: PassageProps) {
  return (
    <section aria-labelledby={id} className={`docs-prose space-y-4 ${wide ? "" : "max-w-3xl"}`}>
      <AnchorHeading level={2} id={id}>
        {title}
      </AnchorHeading>
      {children}
    </section>
  );
}

/** A link inside a sentence. */
export function TextLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} className="font-medium text-accent underline underline-offset-4">
      {children}
    </Link>
  );
}
