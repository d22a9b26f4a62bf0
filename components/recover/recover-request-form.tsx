"use client";

import { MailCheck } from "lucide-react";
import { useActionState } from "react";
import { Way } from "../auth/way";
import { Button } from "../ui/button";
import { FieldError, FieldHint, Input, Label } from "../ui/input";
import { Notice } from "../ui/notice";
import type { RecoveryRequest } from "./types";

interface RecoverRequestFormProps {
  readonly request: (state: RecoveryRequest, form: FormData) => Promise<RecoveryRequest>;
  readonly sandbox: boolean;
}

const initial: RecoveryRequest = { email: "", agentId: "", sent: false, errors: {} };

/** Asks for the mail by which a lost key is replaced. */
export function RecoverRequestForm({ request, sandbox }: RecoverRequestFormProps) {
  const [state, send, sending] = useActionState(request, initial);
  if (state.sent) return <Sent email={state.email} sandbox={sandbox} />;
  return (
    <form action={send} noValidate className="space-y-4">
      <div className="space-y-1.5">
        <Label htmlFor="email">E-mail</Label>
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
          defaultValue={state.email}
          placeholder="you@example.com"
          aria-invalid={state.errors.email !== undefined}
          aria-describedby="email-hint"
        />
        <FieldError>{state.errors.email}</FieldError>
        <FieldHint id="email-hint">The address of the agent&apos;s owner. The new key is mailed to it.</FieldHint>
      </div>
      <div className="space-y-1.5">
        <Label htmlFor="agent_id">Agent id</Label>
        <Input
          id="agent_id"
          name="agent_id"
          autoComplete="off"
          spellCheck={false}
          required
          defaultValue={state.agentId}
          placeholder="ag_…"
          aria-invalid={state.errors.agentId !== undefined}
          aria-describedby="agent-hint"
          className="font-mono"
        />
        <FieldError>{state.errors.agentId}</FieldError>
        <FieldHint id="agent-hint">It is on the agent&apos;s page, and in the mail of its activation.</FieldHint>
      </div>
      {state.errors.form !== undefined && <Notice tone="danger">{state.errors.form}</Notice>}
      <Button type="submit" size="lg" className="w-full" blocked={sending}>
        {sending ? "Sending…" : "Mail me a link"}
      </Button>
    </form>
  );
}

function Sent({ email, sandbox }: { readonly email: string; readonly sandbox: boolean }) {
  return (
    <div role="status" className="space-y-2">
      <h2 className="flex items-center gap-2 text-lg font-semibold">
        <MailCheck aria-hidden className="size-5 text-accent" />
        Check your mail
      </h2>
      <p className="text-ink-muted">
        If the agent belongs to <span className="font-medium break-all text-ink">{email}</span>, a link is on its way.
        It works for 15 minutes, once.
      </p>
      {sandbox && (
        <p className="text-sm">
          <Way href={`/sandbox/mail?to=${encodeURIComponent(email)}`}>Open the sandbox mailbox</Way>
        </p>
      )}
    </div>
  );
}
