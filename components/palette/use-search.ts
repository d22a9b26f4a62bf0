"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSettled } from "../forms/use-settled";
import type { Found } from "./types";

/* As long as a fast typist's pause: one request for a word, not one for each of its letters. */
const PAUSE_MS = 150;

interface Search {
  readonly found: Found;
  readonly state: "idle" | "searching" | "done" | "failed";
}

async function ask(text: string, signal: AbortSignal): Promise<Found> {
  const response = await fetch(`/dashboard/search?q=${encodeURIComponent(text)}`, { signal, redirect: "error" });
  if (!response.ok) throw new Error(`the search answered ${response.status}`);
  return (await response.json()) as Found;
}

const NOTHING: Found = { jobs: [], agents: [] };

/** Jobs and agents that fit what is typed, asked for when the typing pauses. What was found stays until there is something newer. */
export function useSearch(text: string): Search {
  const typed = text.trim();
  const wanted = useSettled(typed, PAUSE_MS);
  const { data, isError, isFetching } = useQuery({
    queryKey: ["search", wanted],
    queryFn: ({ signal }) => ask(wanted, signal),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
    retry: false,
    // Offline it fails and says so; waiting for the network it would say that nothing fits.
    networkMode: "always",
  });
  if (typed === "") return { found: NOTHING, state: "idle" };
  if (isError) return { found: NOTHING, state: "failed" };
  return { found: data ?? NOTHING, state: isFetching ? "searching" : "done" };
}
