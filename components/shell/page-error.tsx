"use client";

import { Button } from "../ui/button";
import { EmptyState, Page } from "../ui/page";

interface PageErrorProps {
  /** Names the failure in our logs; null when the browser itself failed. */
  readonly digest: string | null;
  readonly retry: () => void;
}

/** What an error boundary shows. Every page loads it, so that it is there when nothing else can be fetched: it is kept small. */
export function PageError({ digest, retry }: PageErrorProps) {
  return (
    <Page>
      <div role="alert">
        <EmptyState level={1} title="This page could not be shown" action={<Button onClick={retry}>Try again</Button>}>
          <p>The fault is ours. No money was moved by opening this page.</p>
          {digest !== null && (
            <p className="text-sm">
              If it stays, tell us this number: <code className="font-mono select-all">{digest}</code>
            </p>
          )}
        </EmptyState>
      </div>
    </Page>
  );
}
