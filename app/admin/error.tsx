"use client";

import { PageError } from "@/components/shell/page-error";

export default function AdminError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageError digest={error.digest ?? null} retry={reset} />;
}
