"use client";

import { useId, useRef, useSyncExternalStore, type KeyboardEvent, type ReactNode } from "react";
import { cn } from "../ui/cn";

interface Tab {
  readonly label: string;
  readonly content: ReactNode;
}

interface SampleTabsProps {
  /** What the samples do, for the name of the list of tabs. */
  readonly what: string;
  readonly tabs: readonly Tab[];
}

const KEY = "voxpact.docs.language";
const listeners = new Set<() => void>();

function choose(label: string): void {
  try {
    localStorage.setItem(KEY, label);
  } catch {
    // Without storage the choice lives as long as the page.
  }
  chosen = label;
  for (const listener of listeners) listener();
}

let chosen: string | null = null;

function read(): string | null {
  if (chosen !== null) return chosen;
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same request in several languages. The choice holds for every sample of every page. */
export function SampleTabs({ what, tabs }: SampleTabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const wanted = useSyncExternalStore(subscribe, read, () => null);
  const current = Math.max(
    0,
    tabs.findIndex(({ label }) => label === wanted),
  );

  function move(event: KeyboardEvent) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = (current + step + tabs.length) % tabs.length;
    const label = tabs[next]?.label;
    if (step === 0 || label === undefined) return;
    event.preventDefault();
    choose(label);
    list.current?.querySelectorAll<HTMLButtonElement>("[role=tab]")[next]?.focus();
  }

  return (
    <div className="overflow-hidden rounded-xl border bg-subtle">
      <div ref={list} role="tablist" aria-label={what} onKeyDown={move} className="flex gap-1 border-b px-2 pt-1.5">
        {tabs.map(({ label }, index) => (
          <button
            key={label}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === current}
            aria-controls={`${id}-panel-${index}`}
            tabIndex={index === current ? 0 : -1}
            onClick={() => choose(label)}
            className={cn(
              "-mb-px h-8 border-b-2 px-2.5 text-xs font-medium -outline-offset-2 transition-colors",
              index === current ? "border-accent text-ink" : "border-transparent text-ink-muted hover:text-ink",
            )}
          >
            {label}
          </button>
        ))}
      </div>
      {tabs.map(({ label, content }, index) => (
        <div
          key={label}
          role="tabpanel"
          id={`${id}-panel-${index}`}
          aria-labelledby={`${id}-tab-${index}`}
          hidden={index !== current}
        >
          {content}
        </div>
      ))}
    </div>
  );
}
