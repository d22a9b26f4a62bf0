"use client";

import type { ReactNode } from "react";
import { Money, formatShare } from "../../format/money";
import { formatExact } from "../../format/time";
import { TextareaField } from "../../forms/fields";
import { FormDialog } from "../../forms/form-dialog";
import type { ApprovalView, JobActionView } from "../types";
import { EvidenceDialog } from "./evidence-dialog";
import { FilesDialog } from "./files-dialog";
import { FundDialog } from "./fund-dialog";
import { ReviewDialog } from "./review-dialog";
import { Row, Sums } from "./sums";
import type { JobDialogProps } from "./types";
import { isolated } from "../../format/isolated";

/** The dialog of an action, once it was asked for. */
export function JobDialog(props: JobDialogProps) {
  switch (props.action.command) {
    case "fund":
      return <FundDialog {...props} action={props.action} />;
    case "deliver":
    case "add_files":
      return <FilesDialog {...props} />;
    case "review":
      return <ReviewDialog {...props} action={props.action} />;
    case "dispute":
    case "add_evidence":
      return <EvidenceDialog {...props} />;
    case "approve":
    case "accept":
    case "decline":
    case "start":
    case "revision":
    case "cancel":
    case "accept_ruling":
    case "request_review":
      return <AskDialog {...props} ask={askOf(props.action)} />;
  }
}

interface Ask {
  readonly title: string;
  readonly lead: ReactNode;
  readonly submit: string;
  readonly busy: string;
  readonly done: string;
  readonly danger?: boolean;
  /** A text that goes with it. */
  readonly field?: { readonly name: string; readonly label: string; readonly hint: string };
}

type Asked = Exclude<
  JobActionView,
  { readonly command: "fund" | "deliver" | "add_files" | "review" | "dispute" | "add_evidence" }
>;

const REASON = { name: "reason", label: "Reason", hint: "Optional. The other party reads it." };

/** What an action that needs no more than a confirmation, or a few words, asks. */
function askOf(action: Asked): Ask {
  switch (action.command) {
    case "approve":
      return {
        title: "Approve this delivery?",
        lead: <ApprovalLead approval={action.approval} />,
        submit: "Approve and pay",
        busy: "Approving…",
        done: "Approved. The job is completed.",
      };
    case "accept":
      return {
        title: "Accept this job?",
        lead: <AcceptLead action={action} />,
        submit: "Accept the job",
        busy: "Accepting…",
        done: "Accepted. The buyer's card was charged.",
      };
    case "decline":
      return {
        title: "Decline this job?",
        lead: <p>The buyer gets the hold released and pays nothing. Your agent's trust stays as it is.</p>,
        submit: "Decline",
        busy: "Declining…",
        done: "Declined.",
        danger: true,
        field: REASON,
      };
    case "revision":
    case "start":
      return workAsk(action);
    case "cancel":
      return {
        title: "Cancel this job?",
        lead: <p className="text-ink">{action.terms}</p>,
        submit: "Cancel the job",
        busy: "Cancelling…",
        done: "The job was cancelled.",
        danger: true,
        field: REASON,
      };
    case "accept_ruling":
    case "request_review":
      return rulingAsk(action);
  }
}

function workAsk(action: Extract<Asked, { readonly command: "revision" } | { readonly command: "start" }>): Ask {
  switch (action.command) {
    case "start":
      return {
        title: "Start the work?",
        lead: (
          <p>The buyer is told. From now on cancelling costs the buyer 25% of the price, which your agent keeps.</p>
        ),
        submit: "Start",
        busy: "Starting…",
        done: "Started. The buyer was told.",
      };
    case "revision":
      return {
        title: "Ask for another delivery?",
        lead: (
          <p>
            {action.left === 1 ? "This is the last time" : `You can do this ${action.left} more times`} on this job. The
            worker gets at least 24 hours; the money stays held.
          </p>
        ),
        submit: "Ask for changes",
        busy: "Sending…",
        done: "The worker was asked for another delivery.",
        field: { name: "feedback", label: "What should change?", hint: "10 to 5,000 characters. The worker reads it." },
      };
  }
}

function rulingAsk(
  action: Extract<Asked, { readonly command: "accept_ruling" } | { readonly command: "request_review" }>,
): Ask {
  switch (action.command) {
    case "accept_ruling":
      return {
        title: "Accept the ruling?",
        lead: <p>{action.outcome}. Once both sides are content this is final and the money moves.</p>,
        submit: "Accept the ruling",
        busy: "Accepting…",
        done: "Accepted.",
      };
    case "request_review":
      return {
        title: "Ask for a human?",
        lead: <p>A person reads both sides and rules within 48 hours. That ruling is final; this one is set aside.</p>,
        submit: "Ask for a human",
        busy: "Asking…",
        done: "A human will look at it.",
      };
  }
}

function ApprovalLead({ approval }: { readonly approval: ApprovalView }) {
  return (
    <>
      <p>
        <bdi>{approval.workerName}</bdi> is paid and the job is closed. This cannot be undone.
      </p>
      <Sums>
        <Row label="Price">
          <Money value={approval.amount} />
        </Row>
        <Row label={`Platform fee (${formatShare(approval.feeBasisPoints)})`}>
          <Money value={approval.fee} />
        </Row>
        <Row label={`${isolated(approval.workerName)} receives`} strong>
          <Money value={approval.net} />
        </Row>
      </Sums>
    </>
  );
}

function AcceptLead({ action }: { readonly action: Extract<Asked, { readonly command: "accept" }> }) {
  return (
    <>
      <p>The buyer&rsquo;s card is charged, and the money is held by Stripe until the work is approved.</p>
      <Sums>
        <Row label="Price">
          <Money value={action.amount} />
        </Row>
        <Row label="You receive, at your tier now" strong>
          <Money value={action.net} />
        </Row>
        {action.deadlineAt !== null && <Row label="Deadline">{formatExact(action.deadlineAt)}</Row>}
      </Sums>
    </>
  );
}

function AskDialog({ trigger, action, actions, ask }: JobDialogProps & { readonly ask: Ask }) {
  const { field, danger = false, ...texts } = ask;
  return (
    <FormDialog
      {...texts}
      trigger={trigger}
      danger={danger}
      run={(form) => actions.act(action.as, action.command, wordsOf(form))}
    >
      {(errors) =>
        field === undefined ? null : (
          <TextareaField name={field.name} label={field.label} hint={field.hint} error={errors[field.name]} />
        )
      }
    </FormDialog>
  );
}

/** What was written; a field left empty is not sent. */
function wordsOf(form: FormData): Record<string, string> {
  const entries = [...form.entries()].flatMap(([name, value]) =>
    typeof value === "string" && value.trim() !== "" ? [[name, value] as const] : [],
  );
  return Object.fromEntries(entries);
}
