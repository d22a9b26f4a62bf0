"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { buttonVariants } from "../ui/button";
import type { WithTrigger } from "../ui/on-demand";
import { AgentSwitcher } from "./agent-switcher";
import { NavLinks } from "./nav-links";
import type { ShellView } from "./types";

interface OpenMobileNavProps extends WithTrigger {
  readonly shell: ShellView;
}

/** The drawer once it was opened. */
export function OpenMobileNav({ shell, trigger }: OpenMobileNavProps) {
  const [open, setOpen] = useState(true);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45 data-[state=open]:animate-in data-[state=open]:fade-in-0" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] flex-col gap-4 bg-canvas p-4 shadow-overlay data-[state=open]:animate-in data-[state=open]:slide-in-from-left-8"
        >
          <div className="flex items-center justify-between">
            <Dialog.Title className="text-base font-semibold">Navigation</Dialog.Title>
            <Dialog.Close aria-label="Close navigation" className={buttonVariants({ variant: "ghost", size: "icon" })}>
              <X aria-hidden />
            </Dialog.Close>
          </div>
          <AgentSwitcher agents={shell.agents} />
          <nav aria-label="Dashboard">
            <NavLinks waiting={shell.waiting} onNavigate={() => setOpen(false)} />
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
