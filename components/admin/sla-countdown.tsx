"use client";

import { useEffect, useState } from "react";
import { monotonicMs, SECOND_MS } from "@/lib/kernel/clock";
import { formatExact } from "../format/time";
import { Badge } from "../ui/badge";
import { slaText } from "./sla";
import type { SlaView } from "./types";

const TICK_MS = 15 * SECOND_MS;

/** Counts down what is left of a review's 48 hours; red when they are nearly or quite over. The exact end is on hover. */
export function SlaCountdown({ sla }: { readonly sla: SlaView }) {
  // The application's clock may be ahead of the browser's: only what has passed since then is measured here.
  const [passedMs, setPassedMs] = useState(0);

  useEffect(() => {
    if (!sla.running) return;
    const start = monotonicMs();
    const timer = setInterval(() => setPassedMs(monotonicMs() - start), TICK_MS);
    return () => {
      clearInterval(timer);
      setPassedMs(0);
    };
  }, [sla]);

  const { text, tone } = slaText(sla, sla.remainingMs - passedMs);
  return (
    <Badge tone={tone} dot title={`Due ${formatExact(sla.dueAt)}`} className="tabular-nums">
      {text}
    </Badge>
  );
}
