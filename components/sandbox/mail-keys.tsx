"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

interface MailKeysProps {
  readonly hrefs: readonly string[];
  /** -1 when none is. */
  readonly selected: number;
}

/** Moves through the mails with the arrows or j and k, as mail clients do; typing in a field is left alone. */
export function MailKeys({ hrefs, selected }: MailKeysProps) {
  const router = useRouter();

  // The list scrolls in a pane of its own: what the keys choose, and what a link names, must be seen in it.
  useEffect(() => {
    if (selected === -1) return;
    document.querySelector("section[aria-label=Mails] [aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }, [selected]);

  useEffect(() => {
    function move(event: KeyboardEvent) {
      const typing =
        event.target instanceof HTMLElement && event.target.closest("input, textarea, select, pre") !== null;
      if (typing || event.metaKey || event.ctrlKey || event.altKey) return;
      const step =
        event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
      const href = hrefs[step === -1 && selected === -1 ? 0 : selected + step];
      if (step === 0 || href === undefined) return;
      event.preventDefault();
      router.replace(href, { scroll: false });
    }
    window.addEventListener("keydown", move);
    return () => window.removeEventListener("keydown", move);
  }, [router, hrefs, selected]);

  return null;
}
