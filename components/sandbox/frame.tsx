import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "../shell/logo";
import { ThemeToggle } from "../shell/theme-toggle";

const links = [
  { href: "/sandbox", label: "Controls" },
  { href: "/sandbox/mail", label: "Mailbox" },
  { href: "/sandbox/login", label: "Demo login" },
] as const;

interface SandboxFrameProps {
  readonly current: (typeof links)[number]["href"];
  readonly children: ReactNode;
}

export function SandboxFrame({ current, children }: SandboxFrameProps) {
  return (
    <div className="flex min-h-[calc(100dvh-var(--mark-height,0px))] flex-col">
      <header className="flex h-13 items-center gap-2 border-b px-4 sm:gap-6 sm:px-6">
        <Link href="/" className="hidden rounded-md sm:flex">
          <Logo />
        </Link>
        <nav aria-label="Sandbox" className="flex flex-1 gap-1 overflow-x-auto text-sm">
          {links.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              aria-current={href === current ? "page" : undefined}
              className="inline-flex h-8 items-center rounded-md px-2.5 whitespace-nowrap text-ink-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          ))}
        </nav>
        <ThemeToggle />
      </header>
      <main id="content" tabIndex={-1} className="outline-none flex flex-1 flex-col">
        {children}
      </main>
    </div>
  );
}
