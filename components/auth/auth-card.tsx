import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "../shell/logo";

interface AuthCardProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Other ways on, below the card. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** The one quiet column of login, activation and the like. */
export function AuthCard({ title, description, footer, children }: AuthCardProps) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="outline-none mx-auto flex min-h-[calc(100dvh-var(--mark-height,0px))] w-full max-w-md flex-col justify-center gap-8 px-4 py-12"
    >
      <Link href="/" className="self-start rounded-md">
        <Logo />
      </Link>
      <div className="space-y-6 rounded-2xl border bg-surface p-6 shadow-raised sm:p-8">
        <div className="space-y-1.5">
          <h1 className="text-2xl font-semibold">{title}</h1>
          {description !== undefined && <div className="text-ink-muted">{description}</div>}
        </div>
        {children}
      </div>
      {footer !== undefined && <div className="space-y-2 text-center text-sm text-ink-muted">{footer}</div>}
    </main>
  );
}
