"use client";

import { ArrowUpRight } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { OnboardResult } from "./types";

interface OnboardButtonProps {
  readonly label: string;
  readonly onboard: () => Promise<OnboardResult>;
}

/** Asks for a fresh onboarding link, which lives five minutes, and follows it. */
export function OnboardButton({ label, onboard }: OnboardButtonProps) {
  const [error, setError] = useState<string | null>(null);
  const [leaving, start] = useTransition();

  function leave() {
    start(async () => {
      const result = await onboard();
      setError(result.error);
      if (result.url !== null) window.location.assign(result.url);
    });
  }

  return (
    <div className="space-y-3">
      {error !== null && <Notice tone="danger">{error}</Notice>}
      <Button onClick={leave} blocked={leaving}>
        {leaving ? "Opening Stripe…" : label}
        <ArrowUpRight aria-hidden />
      </Button>
    </div>
  );
}
