"use client";

import { Suspense, useState, useTransition, type ComponentProps, type KeyboardEvent, type ReactNode } from "react";

type TriggerProps = Omit<ComponentProps<"button">, "children" | "type"> & { readonly children: ReactNode };

interface OnDemandProps {
  readonly trigger: TriggerProps;
  readonly popup: "menu" | "dialog";
  /** Fetches the code of `children` ahead, when the pointer or the focus is already on the button. */
  readonly preload: () => Promise<unknown>;
  /** The real menu or dialog with the same button, open; rendered from the first use on. */
  readonly children: ReactNode;
}

/**
 * A button whose menu or dialog is fetched when it is first wanted: together they are a third of the console's script, and
 * most visits open none. In a transition, so that the button keeps the focus until the dialog takes it.
 */
export function OnDemand({ trigger, popup, preload, children }: OnDemandProps) {
  const [wanted, setWanted] = useState(false);
  const [, start] = useTransition();
  const open = () => start(() => setWanted(true));
  const button = (
    <button
      {...trigger}
      type="button"
      aria-haspopup={popup}
      aria-expanded={false}
      onPointerEnter={() => void preload()}
      onFocus={() => void preload()}
      onClick={open}
      onKeyDown={(event: KeyboardEvent) => {
        if (popup === "menu" && event.key === "ArrowDown") open();
      }}
    />
  );
  return <Suspense fallback={button}>{wanted ? children : button}</Suspense>;
}
