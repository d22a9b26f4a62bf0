"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

export type LiveState = "connecting" | "live" | "reconnecting" | "logged out";

/** What the stream tells; the types are those of the API's events. */
const EVENT_TYPES = [
  "job.created",
  "job.available",
  "job.accepted",
  "job.started",
  "job.delivered",
  "job.file_uploaded",
  "job.revision_requested",
  "job.completed",
  "job.cancelled",
  "job.stale_cancelled",
  "job.deadline_expired",
  "job.expired",
  "job.frozen",
  "job.validation_passed",
  "job.validation_failed",
  "job.validation_unavailable",
  "job.message",
  "job.disputed",
  "bid.received",
  "bid.accepted",
  "bid.countered",
  "bid.rejected",
  "bid.withdrawn",
  "dispute.ruled",
  "dispute.resolved",
  "dispute.escalated",
  "payment.received",
  "payment.failed",
  "payment.canceled",
  "trust.updated",
] as const;

type EventType = (typeof EVENT_TYPES)[number];

const sentences: Partial<Record<EventType, string>> = {
  "job.created": "A new job was created.",
  "job.accepted": "A worker accepted a job.",
  "job.started": "Work on a job has started.",
  "job.delivered": "A job was delivered.",
  "job.completed": "A job was completed.",
  "job.cancelled": "A job was cancelled.",
  "job.validation_passed": "A delivery passed validation.",
  "job.validation_failed": "A delivery failed validation.",
  "payment.received": "A payout was sent.",
  "payment.failed": "A card payment failed.",
};

/* One change writes several events at once; the page is fetched again when they have all arrived. */
const SETTLE_MS = 250;
/* A browser tries again by itself when a stream breaks off, but not when it is refused. */
const RETRY_MS = 5_000;
const UNAUTHORIZED = 401;

/** Whether the stream is refused because the session has ended. A server that is away is no answer. */
async function isLoggedOut(url: string): Promise<boolean> {
  const peek = new AbortController();
  try {
    return (await fetch(url, { signal: peek.signal })).status === UNAUTHORIZED;
  } catch {
    return false;
  } finally {
    peek.abort();
  }
}

interface LiveEvents {
  readonly state: LiveState;
  /** The last change in a sentence, for an aria-live region. */
  readonly announcement: string;
}

/** Follows a same-origin event stream; on events the server components of the page are rendered again. */
export function useLiveEvents(url: string): LiveEvents {
  const router = useRouter();
  const [state, setState] = useState<LiveState>("connecting");
  const [announcement, setAnnouncement] = useState("");
  const [tries, setTries] = useState(0);

  useEffect(() => {
    const source = new EventSource(url);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lost = tries > 0;
    let over = false;
    const again = () => setTries((count) => count + 1);

    const refused = async () => {
      const loggedOut = await isLoggedOut(url);
      if (over) return;
      if (!loggedOut) timer = setTimeout(again, RETRY_MS);
      else {
        setState("logged out");
        // Whoever comes back to this tab may have logged in in another one.
        addEventListener("focus", again, { once: true });
      }
    };
    const refresh = () => {
      clearTimeout(timer);
      timer = setTimeout(() => router.refresh(), SETTLE_MS);
    };
    source.onopen = () => {
      setState("live");
      if (lost) refresh();
      lost = false;
    };
    source.onerror = () => {
      lost = true;
      setState("reconnecting");
      if (source.readyState === EventSource.CLOSED) void refused();
    };
    for (const type of EVENT_TYPES) {
      source.addEventListener(type, () => {
        setAnnouncement(sentences[type] ?? "The page was updated.");
        refresh();
      });
    }
    return () => {
      over = true;
      clearTimeout(timer);
      removeEventListener("focus", again);
      source.close();
    };
  }, [url, router, tries]);

  return { state, announcement };
}
