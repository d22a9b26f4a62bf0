"use client";

import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";
import { focusFirst } from "./focus-first";

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly trigger: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  /** The row of buttons; wrap the one that closes in `ConfirmCancel`. */
  readonly footer: ReactNode;
}

/** Asks before something that cannot be taken back. Focus starts in its field, or on the button that changes nothing. */
export function ConfirmDialog({ open, onOpenChange, trigger, title, children, footer }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-black/45 data-[state=open]:animate-in data-[state=open]:fade-in-0" />
        <AlertDialog.Content
          onOpenAutoFocus={focusFirst}
          className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-md rounded-xl bg-surface p-5 shadow-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:slide-in-from-bottom-2 sm:top-1/2 sm:bottom-auto sm:-translate-y-1/2"
        >
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-2 space-y-3 text-ink-muted">{children}</div>
          </AlertDialog.Description>
          <div className="mt-5 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">{footer}</div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

export const ConfirmCancel = AlertDialog.Cancel;
