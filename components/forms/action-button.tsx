"use client";

import { useTransition, type ReactNode } from "react";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";

interface ActionButtonProps {
  readonly children: ReactNode;
  readonly action: () => Promise<{ readonly error: string | null }>;
  /** Told when it worked; null where the page itself shows it. */
  readonly done: string | null;
  readonly variant?: "primary" | "secondary" | "ghost";
  readonly size?: "sm" | "md";
  /** For several buttons of one text: whose it is. */
  readonly label?: string;
}

/** One click, one action; what went wrong is told in a toast. */
export function ActionButton({ children, action, done, variant = "secondary", size = "md", label }: ActionButtonProps) {
  const [sending, start] = useTransition();

  function run() {
    start(async () => {
      const { error } = await action();
      if (error !== null) toast.error(error);
      else if (done !== null) toast.success(done);
    });
  }

  return (
    <Button variant={variant} size={size} onClick={run} blocked={sending} aria-label={label}>
      {children}
    </Button>
  );
}
