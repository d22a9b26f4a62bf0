import Link from "next/link";
import { buttonVariants } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import type { SetupView } from "./types";

/** What is still to be set up; nothing of it decides about a job. */
export function Setup({ items }: { readonly items: readonly SetupView[] }) {
  if (items.length === 0) return null;
  return (
    <Card aria-labelledby="setup-title">
      <CardHeader id="setup-title" title="Finish setup" />
      <ul className="divide-y border-t">
        {items.map(({ id, title, reason, href, action }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-3 text-sm sm:px-5">
            <div className="min-w-0 flex-1 basis-64">
              <p className="truncate font-medium">{title}</p>
              <p className="text-ink-muted">{reason}</p>
            </div>
            <Link href={href} aria-label={`${action}: ${title}`} className={buttonVariants({ variant: "secondary" })}>
              {action}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
