"use client";

import { PageError } from "@/components/shell/page-error";

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="content" tabIndex={-1} className="outline-none">
      <PageError digest={error.digest ?? null} retry={reset} />
    </main>
  );
}
