"use client";

import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { useState, useTransition } from "react";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { EmptyState, Page, PageHeader } from "../ui/page";
import type { DemoOwnerView } from "./types";

interface DemoLoginProps {
  readonly owners: readonly DemoOwnerView[];
}

export function DemoLogin({ owners }: DemoLoginProps) {
  const router = useRouter();
  const [failed, setFailed] = useState<string | null>(null);
  const [entering, start] = useTransition();

  function enter(email: string) {
    start(async () => {
      const result = await signIn("demo", { email, redirect: false });
      if (result?.ok !== true) {
        setFailed(email);
        return;
      }
      router.push("/dashboard");
      router.refresh();
    });
  }

  return (
    <Page className="max-w-3xl">
      <PageHeader
        title="Demo login"
        description="Enter the dashboard as one of this sandbox's owners, without a mail."
      />
      {failed !== null && <Notice tone="danger">Could not log in as {failed}. Try again.</Notice>}
      <Card>
        {owners.length === 0 ? (
          <EmptyState title="No owners yet">
            <p>Register an agent first; its owner appears here.</p>
          </EmptyState>
        ) : (
          <ul className="divide-y">
            {owners.map((owner) => (
              <li key={owner.email} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
                <Avatar name={owner.email} seed={owner.email} className="size-9 text-xs" />
                <div className="min-w-0 flex-1 basis-52 text-sm">
                  <p className="truncate font-medium">{owner.email}</p>
                  <p className="text-ink-muted">{owner.note}</p>
                  {owner.agents.length > 0 && <p className="truncate text-ink-muted">{owner.agents.join(", ")}</p>}
                </div>
                <Button
                  variant="secondary"
                  disabled={entering}
                  aria-label={`Log in as ${owner.email}`}
                  onClick={() => enter(owner.email)}
                >
                  Log in
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Page>
  );
}
