"use server";

import type { ActionResult } from "@/components/forms/types";
import { jobsQuery } from "@/components/jobs/query";
import * as dashboard from "@/lib/domain/dashboard";
import { attempt, refusedSentence } from "../../attempt";
import { ownerContext } from "../context";
import { readJobsFilter } from "./filter";

const MAX_NAME = 60;

/** Keeps the filter that an address stands for under a name. */
export async function saveView(query: string, name: string): Promise<ActionResult> {
  const called = name.trim();
  if (called === "" || called.length > MAX_NAME) return { error: `A name has 1 to ${MAX_NAME} characters.` };
  const filter = readJobsFilter(Object.fromEntries(new URLSearchParams(query)));
  const save = async () => dashboard.saveView(await ownerContext(), called, jobsQuery(filter).toString());
  return attempt("/dashboard", save, refusedSentence);
}

export async function removeView(id: string): Promise<ActionResult> {
  return attempt("/dashboard", async () => dashboard.removeView(await ownerContext(), id), refusedSentence);
}
