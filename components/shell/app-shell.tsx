import Link from "next/link";
import type { ReactNode } from "react";
import { LiveUpdates } from "../live/live-updates";
import { PaletteButton } from "../palette/palette-button";
import { AccountMenu } from "./account-menu";
import { AgentSwitcher } from "./agent-switcher";
import { Logo } from "./logo";
import { MobileNav } from "./mobile-nav";
import { NavLinks } from "./nav-links";
import type { ShellView } from "./types";

interface AppShellProps {
  readonly shell: ShellView;
  readonly eventsUrl: string;
  readonly logOut: () => Promise<void>;
  readonly children: ReactNode;
}

/** The frame of the console: a sidebar beside the page, or a drawer on narrow screens, and a bar above it. */
export function AppShell({ shell, eventsUrl, logOut, children }: AppShellProps) {
  return (
    <div className="flex min-h-[calc(100dvh-var(--mark-height,0px))]">
      <aside className="sticky top-(--mark-height,0px) hidden h-[calc(100dvh-var(--mark-height,0px))] w-60 shrink-0 flex-col gap-4 border-r px-3 py-4 lg:flex print:hidden">
        <Link href="/" className="flex self-start rounded-md px-1.5">
          <Logo />
        </Link>
        <AgentSwitcher agents={shell.agents} />
        <nav aria-label="Dashboard" className="flex-1">
          <NavLinks waiting={shell.waiting} />
        </nav>
        <Link
          href="/docs"
          prefetch={false}
          className="rounded-md px-2.5 py-1.5 text-sm text-ink-muted transition-colors hover:bg-hover hover:text-ink"
        >
          Documentation
        </Link>
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-(--mark-height,0px) z-30 flex h-13 items-center gap-2 border-b bg-canvas/90 px-2 backdrop-blur sm:px-4 lg:px-6 print:hidden">
          <div className="lg:hidden">
            <MobileNav shell={shell} />
          </div>
          <Link href="/" className="flex rounded-md lg:hidden">
            <Logo />
          </Link>
          <div className="flex-1" />
          <PaletteButton agents={shell.agents} logOut={logOut} />
          <LiveUpdates url={eventsUrl} />
          <AccountMenu email={shell.ownerEmail} elsewhere={shell.isOperator ? "console" : null} logOut={logOut} />
        </header>
        <main id="content" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}
