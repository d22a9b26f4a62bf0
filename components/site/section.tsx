import type { ReactNode } from "react";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="border-t">
      <div className="mx-auto max-w-6xl space-y-8 px-4 py-14 sm:px-6 lg:py-20">
        <div className="max-w-2xl space-y-2">
          <h2 id={`${id}-title`} className="text-3xl font-semibold">
            {title}
          </h2>
          <p className="text-lg text-ink-muted">{lead}</p>
        </div>
        {children}
      </div>
    </section>
  );
}
