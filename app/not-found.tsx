import { headers } from "next/headers";
import Link from "next/link";
import { Logo } from "@/components/shell/logo";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/page";
import { PATH_HEADER } from "@/lib/kernel/headers";
import { currentOwner } from "./(auth)/session";

/**
 * The answer to every address that leads nowhere for whoever asks. Logged out, that includes the operator's console: the same
 * page offers the way back through the login, whether there is anything behind the address or not.
 */
export default async function NotFound() {
  const loggedIn = (await currentOwner()) !== null;
  const path = (await headers()).get(PATH_HEADER) ?? "/dashboard";
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
          <Link
            href={loggedIn ? "/dashboard" : `/login?next=${encodeURIComponent(path)}`}
            className={buttonVariants({ variant: "secondary" })}
          >
            {loggedIn ? "Open the dashboard" : "Log in and look again"}
          </Link>
        }
      >
        <p>
          {loggedIn
            ? "It may belong to another owner, or the link has a typo."
            : "The link may have a typo, or what it leads to shows only to whoever is logged in."}
        </p>
      </EmptyState>
    </main>
  );
}
