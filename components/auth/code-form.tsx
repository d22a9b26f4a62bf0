"use client";

import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { useRef, useState, useTransition, type SyntheticEvent } from "react";
import { Button } from "../ui/button";
import { FieldError, FieldHint, Input, Label } from "../ui/input";

const CODE_LENGTH = 6;

interface CodeFormProps {
  readonly email: string;
  readonly next: string;
}

/**
 * One field, not six: that is what one-time-code autofill, pasting and screen readers work with. A complete code is sent
 * without a click.
 */
export function CodeForm({ email, next }: CodeFormProps) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [checking, startChecking] = useTransition();

  function check(digits: string) {
    startChecking(async () => {
      const result = await signIn("magic", { email, code: digits, redirect: false });
      if (result?.ok === true) {
        router.replace(next);
        router.refresh();
        return;
      }
      setError("That code does not match the newest mail, or it has expired. Check it, or ask for a new one.");
      setCode("");
      input.current?.focus();
    });
  }

  function change(text: string) {
    const digits = text.replace(/\D/g, "").slice(0, CODE_LENGTH);
    setCode(digits);
    setError(null);
    if (digits.length === CODE_LENGTH) check(digits);
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (code.length === CODE_LENGTH) check(code);
    else setError("The code has six digits.");
  }

  return (
    <form onSubmit={submit} className="space-y-3">
      <div className="space-y-1.5">
        <Label htmlFor="code">Code</Label>
        <Input
          ref={input}
          id="code"
          name="code"
          value={code}
          onChange={(event) => change(event.target.value)}
          autoComplete="one-time-code"
          inputMode="numeric"
          // Room for a pasted "123 456"; everything but digits is dropped.
          maxLength={12}
          autoFocus
          readOnly={checking}
          aria-invalid={error !== null}
          aria-describedby="code-hint"
          className="h-12 font-mono text-2xl tracking-[0.4em] sm:h-12 sm:text-2xl"
        />
        <FieldError>{error}</FieldError>
        <FieldHint id="code-hint">Six digits, from the mail. You can paste them.</FieldHint>
      </div>
      <Button type="submit" size="lg" className="w-full" blocked={checking}>
        {checking ? "Checking…" : "Log in"}
      </Button>
    </form>
  );
}
