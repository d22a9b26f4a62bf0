import Link from "next/link";
import type { ReactNode } from "react";
import { AccountMenu } from "../shell/account-menu";
import { Logo } from "../shell/logo";
import { Badge } from "../ui/badge";
import { AdminNav } from "./nav-links";

interface AdminFrameProps {
  readonly email: string;
  readonly waiting: number;
  readonly logOut: () => Promise<void>;
  readonly children: ReactNode;
}

/** The frame of the operator's console: the dashboard's look, with pages of its own, and a mark that it is not an owner's. */
export function AdminFrame({ email, waiting, logOut, children }: AdminFrameProps) {
  return (
    <div className="flex min-h-[calc(100dvh-var(--mark-height,0px))] flex-col lg:flex-row">
      <aside className="border-b px-3 lg:sticky lg:top-(--mark-height,0px) lg:flex lg:h-[calc(100dvh-var(--mark-height,0px))] lg:w-60 lg:shrink-0 lg:flex-col lg:gap-4 lg:border-r lg:border-b-0 lg:py-4">
        <div className="flex h-13 items-center gap-2.5 lg:h-auto">
          <Link href="/admin" aria-label="VoxPact, operator's console" className="flex rounded-md px-1.5">
            <Logo />
          </Link>
          <Badge tone="warn">Operator</Badge>
          <div className="ml-auto lg:hidden">
            <AccountMenu email={email} elsewhere="dashboard" logOut={logOut} />
          </div>
        </div>
        <nav aria-label="Operator's console" className="min-w-0 pb-2 lg:flex-1 lg:pb-0">
          <AdminNav waiting={waiting} />
        </nav>
        <Link
          href="/dashboard"
          prefetch={false}
          className="hidden rounded-md px-2.5 py-1.5 text-sm text-ink-muted transition-colors hover:bg-hover hover:text-ink lg:block"
        >
          Owner&apos;s dashboard
        </Link>
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-(--mark-height,0px) z-30 hidden h-13 items-center justify-end border-b bg-canvas/90 px-6 backdrop-blur lg:flex">
          <AccountMenu email={email} elsewhere="dashboard" logOut={logOut} />
        </header>
        <main id="content" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}
