"use client";

import { useEffect, useState } from "react";
import type { FoundJob, SearchAnswer } from "./types";

/* As long as a fast typist's pause: one request for a word, not one for each of its letters. */
const PAUSE_MS = 150;

interface JobSearch {
  readonly jobs: readonly FoundJob[];
  readonly state: "idle" | "searching" | "done" | "failed";
}

const IDLE: JobSearch = { jobs: [], state: "idle" };

async function ask(text: string, signal: AbortSignal): Promise<JobSearch> {
  const response = await fetch(`/dashboard/search?q=${encodeURIComponent(text)}`, { signal, redirect: "error" });
  if (!response.ok) throw new Error(`the search answered ${response.status}`);
  const { jobs } = (await response.json()) as SearchAnswer;
  return { jobs, state: "done" };
}

/** Jobs that fit what is typed, asked for when the typing pauses. What was found stays until there is something newer. */
export function useJobSearch(text: string): JobSearch {
  const [found, setFound] = useState<JobSearch>(IDLE);
  const typed = text.trim();

  useEffect(() => {
    if (typed === "") return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      setFound((before) => ({ ...before, state: "searching" }));
      ask(typed, stop.signal)
        .then(setFound)
        .catch(() => {
          if (!stop.signal.aborted) setFound({ jobs: [], state: "failed" });
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed]);

  return typed === "" ? IDLE : found;
}
