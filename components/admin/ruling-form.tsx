"use client";

import { useState, type SyntheticEvent } from "react";
import type { RulingKind } from "@/lib/kernel/statuses";
import { cn } from "../ui/cn";
import { FieldError, FieldHint, Input, Label, Textarea } from "../ui/input";
import { divide } from "./division";
import { DivisionTable } from "./division-table";
import { RulingDialog, type Decision } from "./ruling-dialog";
import type { RulingFormProps, StakeView } from "./types";

const MAX_REASONING = 5_000;
/** The parts of a split, in ten-thousandths: neither side may be left with nothing. */
const LEAST = 1;
const MOST = 9_999;
const WHOLE_PERCENT = 100;

const choices: readonly { readonly value: RulingKind; readonly label: string; readonly text: string }[] = [
  { value: "buyer_wins", label: "For the buyer", text: "All of it goes back. The worker's trust falls by 5." },
  { value: "split", label: "Split", text: "Each gets a part. Nobody's trust changes." },
  { value: "worker_wins", label: "For the worker", text: "All of it is released. The buyer's trust falls by 5." },
];

/** Ten-thousandths from what was typed in percent; null for what is no part of a split. */
function shareFrom(percent: string): number | null {
  const share = Math.round(Number(percent) * WHOLE_PERCENT);
  return percent.trim() !== "" && share >= LEAST && share <= MOST ? share : null;
}

type Missing = "ruling" | "share" | "reasoning";

/** The ruling: for whom, in which parts, and why. Nothing is chosen for the operator; every change shows where each cent goes. */
export function RulingForm({ stake, rule }: RulingFormProps) {
  const [ruling, setRuling] = useState<RulingKind | null>(null);
  const [percent, setPercent] = useState("50");
  const [reasoning, setReasoning] = useState("");
  const [missing, setMissing] = useState<Missing | null>(null);
  const [asking, setAsking] = useState(false);
  const share = shareFrom(percent);
  const decided = decisionOf(ruling, share, stake);

  /** Opens the last question, unless something is missing; then what is missing gets the focus. */
  function ask() {
    const wrong =
      ruling === null ? "ruling" : decided === null ? "share" : reasoning.trim() === "" ? "reasoning" : null;
    setMissing(wrong);
    if (wrong !== null) document.getElementById(wrong)?.focus();
    setAsking(wrong === null);
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    ask();
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Choices chosen={ruling} choose={setRuling} wrong={missing === "ruling" && ruling === null} />
      {ruling === "split" && (
        <SplitFields percent={percent} setPercent={setPercent} stake={stake} wrong={missing === "share"} />
      )}
      {decided !== null && <Parts decision={decided} stake={stake} />}
      <Reasons text={reasoning} write={setReasoning} wrong={missing === "reasoning"} />
      <RulingDialog
        open={asking}
        setOpen={(open) => (open ? ask() : setAsking(false))}
        decision={decided}
        reasoning={reasoning.trim()}
        stake={stake}
        rule={rule}
      />
    </form>
  );
}

function decisionOf(ruling: RulingKind | null, share: number | null, stake: StakeView): Decision | null {
  if (ruling === null || (ruling === "split" && share === null)) return null;
  const division = divide(stake, ruling, share ?? LEAST);
  return { ruling, workerShare: ruling === "split" ? share : null, division };
}

interface ChoicesProps {
  readonly chosen: RulingKind | null;
  readonly choose: (ruling: RulingKind) => void;
  readonly wrong: boolean;
}

function Choices({ chosen, choose, wrong }: ChoicesProps) {
  return (
    <fieldset aria-describedby="ruling-error" className="space-y-1.5">
      <legend className="sr-only">Ruling</legend>
      <div className={cn("divide-y rounded-lg border", wrong && "border-danger")}>
        {choices.map(({ value, label, text }, index) => (
          <label key={value} className="flex items-start gap-3 px-3.5 py-2.5 text-sm has-checked:bg-accent-soft">
            <input
              {...(index === 0 ? { id: "ruling" } : {})}
              type="radio"
              name="ruling"
              value={value}
              checked={chosen === value}
              onChange={() => choose(value)}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium">{label}</span>
              <span className="block text-ink-muted">{text}</span>
            </span>
          </label>
        ))}
      </div>
      <FieldError id="ruling-error">{wrong ? "Choose one." : null}</FieldError>
    </fieldset>
  );
}

function Parts({ decision, stake }: { readonly decision: Decision; readonly stake: StakeView }) {
  return (
    <div className="space-y-1.5">
      <DivisionTable division={decision.division} stake={stake} />
      {decision.division.fee > 0 && (
        <FieldHint>
          The fee is that of <bdi>{stake.workerName}</bdi> now ({stake.tier}). It follows the tier at the moment you
          rule.
        </FieldHint>
      )}
    </div>
  );
}

interface ReasonsProps {
  readonly text: string;
  readonly write: (text: string) => void;
  readonly wrong: boolean;
}

function Reasons({ text, write, wrong }: ReasonsProps) {
  return (
    <div className="space-y-1.5">
      <Label htmlFor="reasoning">Reasons</Label>
      <Textarea
        id="reasoning"
        value={text}
        onChange={(event) => write(event.target.value)}
        maxLength={MAX_REASONING}
        rows={4}
        required
        aria-invalid={wrong}
        aria-describedby="reasoning-hint reasoning-error"
      />
      <FieldHint id="reasoning-hint">Both parties read this. Say what decided it.</FieldHint>
      <FieldError id="reasoning-error">{wrong ? "Say why you rule so." : null}</FieldError>
    </div>
  );
}

interface SplitProps {
  readonly percent: string;
  readonly setPercent: (percent: string) => void;
  readonly stake: StakeView;
  readonly wrong: boolean;
}

/** The worker's part: roughly by the slider, to a hundredth of a percent by the field. */
function SplitFields({ percent, setPercent, stake, wrong }: SplitProps) {
  const share = shareFrom(percent) ?? LEAST;
  return (
    <div className="space-y-1.5">
      <div className="flex items-center justify-between gap-3">
        <Label htmlFor="share" className="min-w-0 break-words">
          <bdi>{stake.workerName}</bdi>&apos;s part, in percent
        </Label>
        <Input
          id="share"
          inputMode="decimal"
          value={percent}
          onChange={(event) => setPercent(event.target.value.replace(",", "."))}
          aria-invalid={wrong}
          aria-describedby="share-error"
          className="w-24 text-right tabular-nums"
        />
      </div>
      <input
        type="range"
        aria-label={`${stake.workerName}'s part`}
        aria-valuetext={`${share / WHOLE_PERCENT} percent`}
        min={WHOLE_PERCENT}
        max={99 * WHOLE_PERCENT}
        step={WHOLE_PERCENT}
        value={share}
        onChange={(event) => setPercent(String(Number(event.target.value) / WHOLE_PERCENT))}
        className="block h-6 w-full accent-accent"
      />
      <p aria-hidden className="flex justify-between text-xs text-ink-muted">
        <span>All to the buyer</span>
        <span>All to the worker</span>
      </p>
      <FieldError id="share-error">
        {wrong ? "A split gives each side something: from 0.01 to 99.99 percent." : null}
      </FieldError>
    </div>
  );
}
