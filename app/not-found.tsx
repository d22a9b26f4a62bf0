import Link from "next/link";
import { Logo } from "@/components/shell/logo";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/page";

export default function NotFound() {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="outline-none flex min-h-[calc(100dvh-var(--mark-height,0px))] flex-col items-center justify-center"
    >
      <Link href="/" className="rounded-md">
        <Logo />
      </Link>
      <EmptyState
        level={1}
        title="There is nothing at this address"
        action={
          <Link href="/dashboard" className={buttonVariants({ variant: "secondary" })}>
            Open the dashboard
          </Link>
        }
      >
        <p>It may belong to another owner, or the link has a typo.</p>
      </EmptyState>
    </main>
  );
}
