import { CircleCheck, CircleX } from "lucide-react";
import { RelativeTime } from "../format/time";
import { Badge } from "../ui/badge";
import { Card, CardBody, CardHeader } from "../ui/card";
import { Meter } from "../ui/meter";
import type { ValidationView, VerdictView } from "./types";
import { UserText } from "../ui/user-text";

interface ValidationPanelProps {
  readonly validations: readonly ValidationView[];
  readonly now: string;
}

/** What the checks and both judges said of each delivery, newest first. */
export function ValidationPanel({ validations, now }: ValidationPanelProps) {
  return (
    <Card aria-labelledby="validation-title">
      <CardHeader
        id="validation-title"
        title="Validation"
        description="Fixed checks first, then two different judges. Both must pass, at 80% confidence together."
      />
      <CardBody className="space-y-5">
        {validations.length === 0 ? (
          <p className="text-sm text-ink-muted">Nothing has been delivered yet.</p>
        ) : (
          validations.map((validation) => <Validation key={validation.id} validation={validation} now={now} />)
        )}
      </CardBody>
    </Card>
  );
}

const outcomes = {
  running: { label: "Running", tone: "info" },
  passed: { label: "Passed", tone: "accent" },
  failed: { label: "Failed", tone: "danger" },
  unavailable: { label: "Not available", tone: "warn" },
} as const;

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}

function Validation({ validation, now }: { readonly validation: ValidationView; readonly now: string }) {
  const { label, tone } = outcomes[validation.outcome];
  return (
    <section aria-label={`Validation of revision ${validation.revision}`} className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={tone} dot>
          {label}
        </Badge>
        {validation.confidence !== null && (
          <span className="tabular-nums">{percent(validation.confidence)} mean confidence</span>
        )}
        {validation.consensus === "disagree" && <span className="text-warn">The judges disagree</span>}
        <span className="text-ink-muted">
          Revision {validation.revision}, <RelativeTime at={validation.at} now={now} />
        </span>
      </div>
      {validation.outcome === "running" && <p className="text-sm text-ink-muted">The judges are reading.</p>}
      {validation.summary !== null && (
        <UserText label="Summary of the judges" text={validation.summary} className="text-sm text-ink-muted" />
      )}
      {validation.verdicts.length > 0 && (
        <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          {validation.verdicts.map((verdict) => (
            <Verdict key={verdict.judge} verdict={verdict} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Verdict({ verdict }: { readonly verdict: VerdictView }) {
  const Icon = verdict.passed ? CircleCheck : CircleX;
  return (
    <li className="space-y-2 rounded-lg border p-3 text-sm">
      <div className="flex items-center gap-2">
        <Icon aria-hidden className={verdict.passed ? "size-4 text-accent" : "size-4 text-danger"} />
        <span className="min-w-0 flex-1 truncate font-medium" title={verdict.judge}>
          {verdict.judge}
        </span>
        <span className={verdict.passed ? "text-accent" : "text-danger"}>{verdict.passed ? "Pass" : "Fail"}</span>
      </div>
      {verdict.confidence !== null && (
        <div className="flex items-center gap-3">
          <div className="flex-1">
            <Meter
              label={`Confidence of ${verdict.judge}`}
              valueText={percent(verdict.confidence)}
              value={verdict.confidence}
              max={1}
              tone={verdict.passed ? "accent" : "danger"}
            />
          </div>
          <span className="text-xs text-ink-muted tabular-nums">{percent(verdict.confidence)}</span>
        </div>
      )}
      <UserText label={`Reasons of ${verdict.judge}`} text={verdict.reasoning} className="text-ink-muted" />
    </li>
  );
}
