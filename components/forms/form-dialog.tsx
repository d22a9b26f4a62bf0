"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useEffect, useRef, useState, useTransition, type ReactNode, type SyntheticEvent } from "react";
import { Button, buttonVariants } from "../ui/button";
import { cn } from "../ui/cn";
import { DISMISS } from "../ui/dismiss";
import { focusFirst } from "../ui/focus-first";
import { Notice } from "../ui/notice";
import { toast } from "../ui/toast";
import { focusFirstInvalid } from "./form-elements";
import type { ActionResult } from "./types";

interface FormDialogProps {
  /** The button that opens it, drawn as before it was opened. */
  readonly trigger: ReactNode;
  readonly title: string;
  /** What happens, and what it costs, before it happens. */
  readonly lead: ReactNode;
  /** The fields; told what is wrong with each by its name. */
  readonly children?: (fields: Readonly<Record<string, string>>) => ReactNode;
  readonly submit: string;
  readonly busy: string;
  readonly danger?: boolean;
  /** False while the form cannot be sent. */
  readonly ready?: boolean;
  readonly run: (form: FormData) => Promise<ActionResult>;
  /** Said when it is done. */
  readonly done: string;
}

const NOTHING_WRONG: ActionResult = { error: null };

/** A button's dialog with a form, open from the start: it is fetched when it is first wanted (see OnDemand). */
export function FormDialog(props: FormDialogProps) {
  const { trigger, title, lead, children, submit, busy, danger = false, ready = true, run, done } = props;
  const form = useRef<HTMLFormElement>(null);
  const [open, setOpen] = useState(true);
  const [result, setResult] = useState(NOTHING_WRONG);
  const [sending, start] = useTransition();

  useEffect(() => {
    if (result.error !== null) focusFirstInvalid(form.current);
  }, [result]);

  function send(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    start(async () => {
      const answer = await run(data);
      setResult(answer);
      if (answer.error !== null) return;
      setOpen(false);
      toast.success(done);
    });
  }

  function change(next: boolean) {
    // What was sent cannot be called back by closing.
    if (sending) return;
    setOpen(next);
    setResult(NOTHING_WRONG);
  }

  return (
    <Dialog.Root open={open} onOpenChange={change}>
      <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>
      <DialogPanel title={title} sending={sending}>
        <form ref={form} onSubmit={send} noValidate className="flex min-h-0 flex-col">
          <div className="min-h-0 space-y-4 overflow-y-auto px-5 py-3">
            <div className="space-y-3 text-ink-muted">{lead}</div>
            {children?.(result.fields ?? {})}
            {result.error !== null && <Notice tone="danger">{result.error}</Notice>}
          </div>
          <div className="flex flex-col-reverse gap-2 px-5 pt-2 pb-5 sm:flex-row sm:justify-end">
            <Dialog.Close asChild>
              <Button variant="secondary" blocked={sending} data-dismiss="">
                {DISMISS}
              </Button>
            </Dialog.Close>
            <Button type="submit" variant={danger ? "danger" : "primary"} disabled={!ready} blocked={sending}>
              {sending ? busy : submit}
            </Button>
          </div>
        </form>
      </DialogPanel>
    </Dialog.Root>
  );
}

interface DialogPanelProps {
  readonly title: string;
  /** It cannot be closed while something is under way. */
  readonly sending: boolean;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** At the foot of a phone, in the middle of a larger screen; what does not fit scrolls inside. */
export function DialogPanel({ title, sending, wide = false, children }: DialogPanelProps) {
  return (
    <Dialog.Portal>
      <Dialog.Overlay className="fixed inset-0 z-50 bg-black/45 data-[state=open]:animate-in data-[state=open]:fade-in-0" />
      <Dialog.Content
        aria-describedby={undefined}
        onOpenAutoFocus={focusFirst}
        className={cn(
          "fixed inset-x-2 bottom-2 z-50 mx-auto flex max-h-[92dvh] flex-col rounded-xl bg-surface shadow-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:slide-in-from-bottom-2 sm:top-1/2 sm:bottom-auto sm:-translate-y-1/2",
          wide ? "max-w-2xl" : "max-w-lg",
        )}
      >
        <div className="flex items-start justify-between gap-3 px-5 pt-5">
          <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
          <Dialog.Close
            aria-label="Close"
            disabled={sending}
            className={buttonVariants({ variant: "ghost", size: "icon-sm", className: "-mt-0.5 -mr-1.5" })}
          >
            <X aria-hidden />
          </Dialog.Close>
        </div>
        {children}
      </Dialog.Content>
    </Dialog.Portal>
  );
}
