import type { ReactNode } from "react";
import { cn } from "./cn";
import { Steady } from "./steady";

interface PageHeaderProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly action?: ReactNode;
}

export function PageHeader({ title, description, action }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 space-y-1">
        <h1 className="text-2xl font-semibold">{title}</h1>
        {description !== undefined && <p className="max-w-prose text-ink-muted">{description}</p>}
      </div>
      {action}
    </div>
  );
}

/** The width and rhythm of a console page, which stays where it is while others change it. */
export function Page({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <Steady className={cn("mx-auto w-full max-w-6xl space-y-6 px-4 py-6 sm:px-6 lg:px-8 lg:py-8", className)}>
      {children}
    </Steady>
  );
}

interface EmptyStateProps {
  /** 1 where it is all there is on the page. */
  readonly level?: 1 | 2;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Says why there is nothing and what would change that. */
export function EmptyState({ level = 2, title, children, action }: EmptyStateProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="mx-auto flex max-w-2xl flex-col items-center gap-3 px-4 py-12 text-center">
      <Heading className="text-base font-semibold">{title}</Heading>
      <div className="w-full space-y-4 text-ink-muted">{children}</div>
      {action}
    </div>
  );
}

/** Label and value pairs, as a description list. */
export function Facts({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return <dl className={cn("divide-y text-sm", className)}>{children}</dl>;
}

export function Fact({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[8.5rem_1fr]">
      <dt className="min-w-0 break-words text-ink-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
