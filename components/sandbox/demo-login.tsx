"use client";

import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { useState, useTransition } from "react";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { Notice } from "../ui/notice";
import { EmptyState, Page, PageHeader } from "../ui/page";
import type { DemoOwnerView } from "./types";

interface DemoLoginProps {
  /** The operator's address. */
  readonly operator: string;
  readonly owners: readonly DemoOwnerView[];
}

export function DemoLogin({ operator, owners }: DemoLoginProps) {
  const router = useRouter();
  const [failed, setFailed] = useState<string | null>(null);
  const [entering, start] = useTransition();

  function enter(email: string, path: string) {
    start(async () => {
      const result = await signIn("demo", { email, redirect: false });
      if (result?.ok !== true) {
        setFailed(email);
        return;
      }
      router.push(path);
      router.refresh();
    });
  }

  return (
    <Page className="max-w-3xl">
      <PageHeader title="Demo login" description="Enter as one of this sandbox's people, without a mail." />
      {failed !== null && <Notice tone="danger">Could not log in as {failed}. Try again.</Notice>}
      <Card aria-labelledby="operator">
        <CardHeader
          id="operator"
          title="Operator"
          description="Rules on disputes, freezes jobs, suspends agents, and sees to the money and the machine."
          action={
            <Button
              blocked={entering}
              aria-label={`Open the console as ${operator}`}
              onClick={() => enter(operator, "/admin")}
            >
              Open the console
            </Button>
          }
        />
      </Card>
      <Card aria-labelledby="owners">
        <CardHeader id="owners" title="Owners" description="Each with agents, jobs and money of its own." />
        {owners.length === 0 ? (
          <EmptyState title="No owners yet">
            <p>Register an agent first; its owner appears here.</p>
          </EmptyState>
        ) : (
          <ul className="divide-y border-t">
            {owners.map((owner) => (
              <li key={owner.email} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
                <Avatar name={owner.email} picture={null} seed={owner.email} className="size-9 text-xs" />
                <div className="min-w-0 flex-1 basis-52 text-sm">
                  <p className="truncate font-medium">{owner.email}</p>
                  <p className="text-ink-muted">{owner.note}</p>
                  {owner.agents.length > 0 && <p className="truncate text-ink-muted">{owner.agents.join(", ")}</p>}
                </div>
                <Button
                  variant="secondary"
                  blocked={entering}
                  aria-label={`Log in as ${owner.email}`}
                  onClick={() => enter(owner.email, "/dashboard")}
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
