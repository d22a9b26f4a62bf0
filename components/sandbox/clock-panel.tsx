"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { formatExact } from "../format/time";
import { Button } from "../ui/button";
import { Card, CardBody, CardHeader } from "../ui/card";
import { Notice } from "../ui/notice";
import { advanceClock, type Advanced } from "./controls";
import { aheadLabel } from "./labels";

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

const steps = [
  { label: "+1 h", name: "+1 h: advance by one hour", seconds: HOUR_S },
  { label: "+48 h", name: "+48 h: advance by 48 hours", seconds: 48 * HOUR_S },
  { label: "+7 d", name: "+7 d: advance by seven days", seconds: 7 * DAY_S },
  { label: "Run what is due", name: "Run what is due", seconds: 0 },
] as const;

interface ClockPanelProps {
  readonly now: string;
  readonly skewSeconds: number;
}

/** Moves the application's clock; deadlines, expiries, retries and releases come due on the way. */
export function ClockPanel({ now, skewSeconds }: ClockPanelProps) {
  const [result, setResult] = useState<Advanced | null>(null);
  const [moving, start] = useTransition();
  const router = useRouter();

  function move(seconds: number) {
    start(async () => {
      setResult(await advanceClock(seconds));
      router.refresh();
    });
  }

  return (
    <Card aria-labelledby="clock-title" aria-busy={moving}>
      <CardHeader id="clock-title" title="Clock" description="The application's time. It only moves forward." />
      <CardBody className="space-y-4">
        <div>
          <p className="text-2xl font-semibold tabular-nums">
            <time dateTime={now}>{formatExact(now)}</time>
          </p>
          <p className="text-sm text-ink-muted">{skewText(skewSeconds)}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {steps.map(({ label, name, seconds }) => (
            <Button key={label} variant="secondary" aria-label={name} blocked={moving} onClick={() => move(seconds)}>
              {label}
            </Button>
          ))}
        </div>
        <div aria-live="polite">
          {moving ? <p className="text-sm text-ink-muted">Running…</p> : <Ran result={result} />}
        </div>
      </CardBody>
    </Card>
  );
}

function skewText(seconds: number): string {
  const ahead = aheadLabel(seconds);
  if (ahead === null) return "The same as the machine's.";
  return `${ahead.replace(/^l/, "L")} ahead of the machine's.`;
}

function Ran({ result }: { readonly result: Advanced | null }) {
  if (result === null) return null;
  if (result.error !== null) return <Notice tone="danger">{result.error}</Notice>;
  const ran = Object.entries(result.ran).filter(([, count]) => count > 0);
  if (ran.length === 0) return <p className="text-sm text-ink-muted">Nothing was due.</p>;
  return (
    <ul className="space-y-1 text-sm">
      {ran.map(([name, count]) => (
        <li key={name} className="flex justify-between gap-4">
          <code className="font-mono text-xs">{name}</code>
          <span className="text-ink-muted tabular-nums">{count} ×</span>
        </li>
      ))}
    </ul>
  );
}
