"use client";

import { Button } from "../ui/button";
import { CopyableId } from "../ui/copyable";
import { EmptyState, Page } from "../ui/page";

interface PageErrorProps {
  /** Names the failure in our logs; null when the browser itself failed. */
  readonly digest: string | null;
  readonly retry: () => void;
}

export function PageError({ digest, retry }: PageErrorProps) {
  return (
    <Page>
      <div role="alert">
        <EmptyState level={1} title="This page could not be shown" action={<Button onClick={retry}>Try again</Button>}>
          <p>The fault is ours. No money was moved by opening this page.</p>
          {digest !== null && (
            <p className="text-sm">
              If it stays, tell us this number: <CopyableId value={digest} what="number" className="align-middle" />
            </p>
          )}
        </EmptyState>
      </div>
    </Page>
  );
}
