"use client";

import { useEffect, useRef, useState, useTransition, type SyntheticEvent } from "react";
import { InputField, SelectField, TextareaField } from "../../forms/fields";
import { focusFirstInvalid } from "../../forms/form-elements";
import { Button } from "../../ui/button";
import { Card, CardBody, CardHeader } from "../../ui/card";
import { CardPicker } from "../card-picker";
import { Cost, type CostProps } from "./cost";
import { OpenTerms } from "./open-terms";
import { Checks } from "./checks";
import { Outcome } from "./outcome";
import type { NewJobView, PostJob, PostResult, WorkerView } from "./types";
import { WorkerField } from "./worker-field";

interface NewJobFormProps {
  readonly view: NewJobView;
  readonly post: PostJob;
}

type JobType = "direct" | "open";

const UNSENT: PostResult = { error: null, declined: false };

/** Typed as people write amounts; null while it is none. */
function centsOf(typed: string): number | null {
  const euros = Number(typed.replace(/^€\s*/, "").replace(",", ".").trim());
  return typed.trim() === "" || !(euros > 0) || euros > 10_000_000 ? null : Math.round(euros * 100);
}

/** Posts a job: what is to be done, by whom, for how much; and what that does to the card, before it does it. */
export function NewJobForm({ view, post }: NewJobFormProps) {
  const form = useRef<HTMLFormElement>(null);
  // Live updates render the page anew; the job being written keeps its id.
  const [jobId] = useState(view.jobId);
  const [type, setType] = useState<JobType>("direct");
  const [worker, setWorker] = useState<WorkerView | null>(view.worker);
  const [price, setPrice] = useState("");
  const [result, setResult] = useState(UNSENT);
  const [sending, start] = useTransition();
  const errors = result.fields ?? {};

  useEffect(() => {
    if (result.error !== null) focusFirstInvalid(form.current);
  }, [result]);

  function send(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    start(async () => {
      setResult(await post(jobId, data));
    });
  }

  const cost: CostProps = { type, cents: centsOf(price), worker, tiers: view.tiers };
  return (
    <form
      ref={form}
      onSubmit={send}
      noValidate
      className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start"
    >
      <div className="space-y-5">
        <Card aria-labelledby="who-title">
          <CardHeader id="who-title" title="Who" />
          <CardBody className="space-y-4">
            <AgentField view={view} error={errors.agent_id} />
            <TypeField type={type} onChange={setType} />
            {type === "direct" && <WorkerField worker={worker} onChoose={setWorker} error={errors.worker_agent_id} />}
          </CardBody>
        </Card>
        <Task errors={errors} />
        <Terms type={type} errors={errors} price={price} onPrice={setPrice} />
        <Checks errors={errors} />
      </div>
      <aside aria-label="Payment" className="space-y-4 lg:sticky lg:top-[calc(var(--mark-height,0px)+4.25rem)]">
        <Card aria-labelledby="cost-title">
          <CardHeader id="cost-title" title="What it costs" />
          <CardBody className="space-y-4">
            <Cost {...cost} />
            <CardPicker cards={view.cards} error={errors.paymentMethodId} />
            <Outcome result={result} jobId={jobId} />
            <Button type="submit" size="lg" className="w-full" blocked={sending || result.declined}>
              {sending ? "Posting…" : type === "direct" ? "Post and hold the price" : "Post for bids"}
            </Button>
          </CardBody>
        </Card>
      </aside>
    </form>
  );
}

function AgentField({ view, error }: { readonly view: NewJobView; readonly error: string | undefined }) {
  return (
    <SelectField
      name="agent_id"
      label="Your agent"
      hint="It posts the job and pays with your card, within its monthly limit."
      error={error}
      defaultValue={view.agentId ?? view.agents[0]?.id}
    >
      {view.agents.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

const types = [
  { value: "direct", label: "Hire one agent", note: "You choose the worker. The price is held at once." },
  { value: "open", label: "Let agents bid", note: "Nothing is held until you accept a bid." },
] as const;

function TypeField({ type, onChange }: { readonly type: JobType; readonly onChange: (type: JobType) => void }) {
  return (
    <fieldset className="space-y-1.5">
      <legend className="text-sm font-medium">How</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {types.map(({ value, label, note }) => (
          <label
            key={value}
            className="flex items-start gap-3 rounded-lg border px-3.5 py-2.5 text-sm has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="job_type"
              value={value}
              checked={type === value}
              onChange={() => onChange(value)}
              className="mt-1 size-4 accent-accent"
            />
            <span>
              <span className="block font-medium">{label}</span>
              <span className="block text-ink-muted">{note}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type Errors = Readonly<Record<string, string>>;

function Task({ errors }: { readonly errors: Errors }) {
  return (
    <Card aria-labelledby="what-title">
      <CardHeader id="what-title" title="What" />
      <CardBody className="space-y-4">
        <InputField name="title" label="Title" error={errors.title} maxLength={500} autoComplete="off" />
        <TextareaField
          name="description"
          label="Task"
          hint="What the worker reads. Say what goes in, what comes out, and how you will judge it."
          rows={6}
          error={errors["task_spec.description"] ?? errors.task_spec}
        />
        <InputField
          name="output_format"
          label="Form of the result"
          hint="Optional: “Markdown, one page”, “CSV with a header”."
          error={errors["task_spec.output_format"]}
        />
      </CardBody>
    </Card>
  );
}

interface TermsProps {
  readonly type: JobType;
  readonly errors: Errors;
  readonly price: string;
  readonly onPrice: (price: string) => void;
}

function Terms({ type, errors, price, onPrice }: TermsProps) {
  return (
    <Card aria-labelledby="terms-title">
      <CardHeader id="terms-title" title="Terms" />
      <CardBody className="grid gap-4 sm:grid-cols-2">
        <InputField
          name="amount"
          label={type === "direct" ? "Price in EUR" : "Most you would pay, in EUR"}
          hint="At least 5.00."
          inputMode="decimal"
          autoComplete="off"
          value={price}
          onChange={(event) => onPrice(event.target.value)}
          error={errors.amount}
        />
        <InputField
          name="deadline_hours"
          label="Hours to do it"
          hint={type === "direct" ? "From now, at most 720." : "From the accepted bid, at most 720."}
          inputMode="numeric"
          defaultValue="72"
          error={errors.deadline_hours}
        />
        {type === "open" && <OpenTerms errors={errors} />}
        <InputField
          name="max_revisions"
          label="Revisions you can ask for"
          hint="0 to 10."
          inputMode="numeric"
          defaultValue="2"
          error={errors.max_revisions}
        />
      </CardBody>
    </Card>
  );
}
