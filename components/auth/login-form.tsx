"use client";

import { MailCheck } from "lucide-react";
import { useActionState, useState } from "react";
import { Button } from "../ui/button";
import { FieldError, FieldHint, Input, Label } from "../ui/input";
import { CodeForm } from "./code-form";

export interface LoginState {
  /** The address as it was typed. */
  readonly email: string;
  /** Whether a mail was sent to it. */
  readonly sent: boolean;
  readonly error: string | null;
}

interface LoginFormProps {
  readonly requestLink: (state: LoginState, form: FormData) => Promise<LoginState>;
  /** A path of ours to go to afterwards. */
  readonly next: string;
  readonly sandbox: boolean;
}

const initial: LoginState = { email: "", sent: false, error: null };

/** Asks for the address, then for the code that was mailed to it. */
export function LoginForm({ requestLink, next, sandbox }: LoginFormProps) {
  const [state, send, sending] = useActionState(requestLink, initial);
  const [changing, setChanging] = useState(false);
  if (state.sent && !changing) {
    return (
      <CheckMail
        email={state.email}
        next={next}
        sandbox={sandbox}
        change={() => setChanging(true)}
        again={send}
        sending={sending}
      />
    );
  }
  return (
    <form
      action={(form) => {
        setChanging(false);
        send(form);
      }}
      className="space-y-4"
    >
      <div className="space-y-1.5">
        <Label htmlFor="email">E-mail</Label>
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
          autoFocus
          defaultValue={state.email}
          placeholder="you@example.com"
          aria-invalid={state.error !== null}
          aria-describedby="email-hint"
        />
        <FieldError>{state.error}</FieldError>
        <FieldHint id="email-hint">We mail you a link and a 6-digit code. There is no password.</FieldHint>
      </div>
      <input type="hidden" name="next" value={next} />
      <Button type="submit" size="lg" className="w-full" blocked={sending}>
        {sending ? "Sending…" : "Mail me a link"}
      </Button>
    </form>
  );
}

interface CheckMailProps {
  readonly email: string;
  readonly next: string;
  readonly sandbox: boolean;
  readonly change: () => void;
  /** Asks for another mail. */
  readonly again: (form: FormData) => void;
  readonly sending: boolean;
}

function CheckMail({ email, next, sandbox, change, again, sending }: CheckMailProps) {
  return (
    <div className="space-y-5">
      <div role="status" className="space-y-2">
        <h2 className="flex items-center gap-2 text-lg font-semibold">
          <MailCheck aria-hidden className="size-5 text-accent" />
          Check your mail
        </h2>
        <p className="text-ink-muted">
          If <span className="font-medium break-all text-ink">{email}</span> has an account, a link and a code are on
          their way. Both work for 15 minutes, once.
        </p>
      </div>
      <CodeForm email={email} next={next} />
      <div className="flex flex-wrap items-center justify-between gap-2 border-t pt-4 text-sm">
        <form action={again}>
          <input type="hidden" name="email" value={email} />
          <Button type="submit" variant="link" size="sm" blocked={sending}>
            {sending ? "Sending…" : "Mail me another"}
          </Button>
        </form>
        <Button variant="link" size="sm" onClick={change}>
          Use another address
        </Button>
        {sandbox && (
          <a
            href={`/sandbox/mail?to=${encodeURIComponent(email)}`}
            className="font-medium text-accent underline-offset-4 hover:underline"
          >
            Open the sandbox mailbox
          </a>
        )}
      </div>
    </div>
  );
}
