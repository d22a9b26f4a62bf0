import Link from "next/link";
import { Card, CardHeader } from "../ui/card";

interface StatementsProps {
  readonly months: readonly { readonly title: string; readonly href: string }[];
}

/** A statement for each month, to print or to give to an accountant. */
export function Statements({ months }: StatementsProps) {
  if (months.length === 0) return null;
  return (
    <Card aria-labelledby="statements-title">
      <CardHeader id="statements-title" title="Monthly statements" description="To print, and as CSV." />
      <ul className="flex flex-wrap gap-x-5 gap-y-1 px-4 pb-4 text-sm sm:px-5">
        {months.map(({ title, href }) => (
          <li key={href}>
            <Link
              href={href}
              className="inline-flex min-h-6 items-center text-accent underline-offset-4 hover:underline"
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
