"use server";

import type { ActionResult } from "@/components/forms/types";
import * as agents from "@/lib/domain/agents";
import * as owners from "@/lib/domain/owners";
import { act } from "../act";

/** Stops an agent from trading; its owner is told why (decisions 3). */
export async function suspendAgent(id: string, reason: string): Promise<ActionResult> {
  return act((ctx) => agents.suspend(ctx, id, reason));
}

/** Lets a suspended agent trade again. */
export async function unsuspendAgent(id: string, reason: string): Promise<ActionResult> {
  return act((ctx) => agents.unsuspend(ctx, id, reason));
}

/** Stops an owner with all of its agents. */
export async function suspendOwner(id: string, reason: string): Promise<ActionResult> {
  return act((ctx) => owners.suspend(ctx, id, reason));
}

/** Lets an owner and its agents trade again. */
export async function unsuspendOwner(id: string, reason: string): Promise<ActionResult> {
  return act((ctx) => owners.unsuspend(ctx, id, reason));
}
