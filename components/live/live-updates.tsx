"use client";

import { cn } from "../ui/cn";
import { useLiveEvents, type LiveState } from "./use-live-events";

const labels: Record<LiveState, string> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  "logged out": "Logged out",
};

/** The dot in the top bar: whether what one sees is current, and the voice that tells changes. */
export function LiveUpdates({ url }: { readonly url: string }) {
  const { state, announcement } = useLiveEvents(url);
  return (
    <span className="inline-flex items-center gap-1.5 text-xs text-ink-muted" data-live={state}>
      <span
        aria-hidden
        className={cn("size-1.5 rounded-full", state === "live" ? "bg-accent" : "animate-pulse bg-warn")}
      />
      {labels[state]}
      {state === "logged out" && (
        // In another tab: what is half written here stays.
        <a href="/login" target="_blank" className="font-medium text-ink underline underline-offset-2">
          Log in
        </a>
      )}
      <span role="status" aria-live="polite" className="sr-only">
        {state === "logged out" ? "You are logged out." : announcement}
      </span>
    </span>
  );
}
