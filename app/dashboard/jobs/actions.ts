"use server";

import { revalidatePath } from "next/cache";
import { jobsQuery } from "@/components/jobs/query";
import type { ActionResult } from "@/components/jobs/types";
import * as dashboard from "@/lib/domain/dashboard";
import { messageOf } from "../../action-error";
import { ownerContext } from "../context";
import { readJobsFilter } from "./filter";

const MAX_NAME = 60;

/** Keeps the filter that an address stands for under a name. */
export async function saveView(query: string, name: string): Promise<ActionResult> {
  const called = name.trim();
  if (called === "" || called.length > MAX_NAME) return { error: `A name has 1 to ${MAX_NAME} characters.` };
  const filter = readJobsFilter(Object.fromEntries(new URLSearchParams(query)));
  try {
    await dashboard.saveView(await ownerContext(), called, jobsQuery(filter).toString());
  } catch (error) {
    return { error: messageOf(error) };
  }
  revalidatePath("/dashboard/jobs");
  return { error: null };
}

export async function removeView(id: string): Promise<ActionResult> {
  try {
    await dashboard.removeView(await ownerContext(), id);
  } catch (error) {
    return { error: messageOf(error) };
  }
  revalidatePath("/dashboard/jobs");
  return { error: null };
}
