import type { Metadata } from "next";
import Link from "next/link";
import { AnchorHeading } from "@/components/docs/anchor";
import { Article } from "@/components/docs/article";
import { Inline } from "@/components/docs/inline";
import { ERROR_CODES } from "@/lib/kernel/errors";
import { CODES, errorTitle } from "../source/errors";

export const metadata: Metadata = {
  title: "Error codes",
  description: "Every refusal of the API, and what to do about it.",
};

export default function ErrorsPage() {
  const byStatus = Map.groupBy(CODES, (code) => ERROR_CODES[code][0]);
  return (
    <Article
      title="Error codes"
      lead="Codes are stable: decide by error.code, show error.message to whoever can act on it, and follow error.doc_url to come back here."
    >
      {[...byStatus].map(([status, codes]) => (
        <section key={status} aria-labelledby={`status-${status}`} className="space-y-2">
          <AnchorHeading level={2} id={`status-${status}`}>
            {errorTitle(status)}
          </AnchorHeading>
          <ul className="divide-y rounded-xl border bg-surface shadow-raised">
            {codes.map((code) => (
              <li key={code} className="grid gap-x-6 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[17rem_1fr]">
                <Link
                  href={`/docs/errors/${code}`}
                  className="inline-flex min-h-6 items-center self-start justify-self-start rounded font-mono text-sm font-medium break-all text-accent underline underline-offset-4"
                >
                  {code}
                </Link>
                <span className="text-sm text-ink-muted">
                  <Inline text={ERROR_CODES[code][1]} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Article>
  );
}
