"use client";

import { useId, useState, useTransition } from "react";
import { Button } from "../ui/button";
import { ConfirmCancel, ConfirmDialog } from "../ui/dialog";
import { DISMISS } from "../ui/dismiss";
import { Input, Label } from "../ui/input";
import { Notice } from "../ui/notice";
import type { WithTrigger } from "../ui/on-demand";
import type { TypedConfirmProps } from "./types";

/** Asks for a word to be typed before something that cannot be undone. */
export function TypedConfirmDialog(props: TypedConfirmProps & WithTrigger) {
  const { trigger, label, title, children, word, confirm } = props;
  const id = useId();
  const [open, setOpen] = useState(true);
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [sending, start] = useTransition();
  const ready = typed.trim() === word;

  function change(next: boolean) {
    setOpen(next);
    setTyped("");
    setError(null);
  }

  function submit() {
    if (!ready || sending) return;
    start(async () => {
      setError((await confirm()).error);
    });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={change}
      trigger={trigger}
      title={title}
      footer={
        <>
          <ConfirmCancel asChild>
            <Button variant="secondary" blocked={sending}>
              {DISMISS}
            </Button>
          </ConfirmCancel>
          <Button variant="danger" onClick={submit} disabled={!ready} blocked={sending}>
            {sending ? "Deleting…" : label}
          </Button>
        </>
      }
    >
      {children}
      <form
        className="space-y-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Label htmlFor={id} className="text-ink">
          Type <code className="rounded bg-subtle px-1 font-mono break-all select-all">{word}</code> to confirm
        </Label>
        <Input
          id={id}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </form>
      {error !== null && <Notice tone="danger">{error}</Notice>}
    </ConfirmDialog>
  );
}
