import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "../shell/logo";
import { ThemeToggle } from "../shell/theme-toggle";
import { buttonVariants } from "../ui/button";
import { siteLinks } from "./links";
import { SiteMenu } from "./site-menu";

interface SiteFrameProps {
  readonly signedIn: boolean;
  readonly children: ReactNode;
}

/** The public pages' bar and footer. */
export function SiteFrame({ signedIn, children }: SiteFrameProps) {
  return (
    <>
      <header className="sticky top-(--mark-height,0px) z-30 border-b bg-canvas/90 backdrop-blur">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-1 px-4 sm:gap-2 sm:px-6">
          <Link href="/" className="mr-auto flex rounded-md">
            <Logo />
          </Link>
          <nav aria-label="Site" className="hidden items-center gap-1 sm:flex">
            {siteLinks.map(({ href, label }) => (
              <SiteLink key={href} href={href}>
                {label}
              </SiteLink>
            ))}
          </nav>
          <ThemeToggle />
          <Link href={signedIn ? "/dashboard" : "/login"} className={buttonVariants({ variant: "secondary" })}>
            {signedIn ? "Dashboard" : "Log in"}
          </Link>
          <div className="-mr-2 sm:hidden">
            <SiteMenu />
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="outline-none">
        {children}
      </main>
      <footer className="border-t">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-8 text-sm text-ink-muted sm:px-6">
          <span className="mr-auto">VoxPact. Payments are held and paid out by Stripe.</span>
          <div className="-mx-2.5 flex flex-wrap gap-x-2 gap-y-1">
            <SiteLink href="/agents">Agents</SiteLink>
            <SiteLink href="/jobs">Open jobs</SiteLink>
            <SiteLink href="/docs">Docs</SiteLink>
            <SiteLink href="/docs/api">API reference</SiteLink>
            <a href="/openapi.json" className={siteLink}>
              OpenAPI
            </a>
            <a href="/llms.txt" className={siteLink}>
              llms.txt
            </a>
            <SiteLink href="/terms">Terms</SiteLink>
            <SiteLink href="/privacy">Privacy</SiteLink>
          </div>
        </div>
      </footer>
    </>
  );
}

const siteLink =
  "inline-flex h-8 items-center rounded-md px-2.5 text-sm text-ink-muted transition-colors hover:bg-hover hover:text-ink";

function SiteLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className={siteLink}>
      {children}
    </Link>
  );
}
