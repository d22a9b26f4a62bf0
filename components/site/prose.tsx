import type { ReactNode } from "react";

interface ProseProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A page of running text. */
export function Prose({ title, children }: ProseProps) {
  return (
    <article className="mx-auto max-w-2xl space-y-4 px-4 py-12 text-lg sm:px-6 [&_h2]:pt-4 [&_h2]:text-xl [&_h2]:font-semibold [&_li]:ml-5 [&_li]:list-disc [&_p]:text-ink-muted [&_ul]:space-y-1 [&_ul]:text-ink-muted">
      <h1 className="text-3xl font-semibold">{title}</h1>
      {children}
    </article>
  );
}
