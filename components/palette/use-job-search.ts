"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSettled } from "../forms/use-settled";
import type { FoundJob, SearchAnswer } from "./types";

/* As long as a fast typist's pause: one request for a word, not one for each of its letters. */
const PAUSE_MS = 150;

interface JobSearch {
  readonly jobs: readonly FoundJob[];
  readonly state: "idle" | "searching" | "done" | "failed";
}

async function ask(text: string, signal: AbortSignal): Promise<SearchAnswer> {
  const response = await fetch(`/dashboard/search?q=${encodeURIComponent(text)}`, { signal, redirect: "error" });
  if (!response.ok) throw new Error(`the search answered ${response.status}`);
  return (await response.json()) as SearchAnswer;
}

/** Jobs that fit what is typed, asked for when the typing pauses. What was found stays until there is something newer. */
export function useJobSearch(text: string): JobSearch {
  const typed = text.trim();
  const wanted = useSettled(typed, PAUSE_MS);
  const { data, isError, isFetching } = useQuery({
    queryKey: ["jobs", wanted],
    queryFn: ({ signal }) => ask(wanted, signal),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
    retry: false,
    // Offline it fails and says so; waiting for the network it would say that nothing fits.
    networkMode: "always",
  });
  if (typed === "") return { jobs: [], state: "idle" };
  if (isError) return { jobs: [], state: "failed" };
  return { jobs: data?.jobs ?? [], state: isFetching ? "searching" : "done" };
}
