"use server";

import type { ActResult } from "@/components/admin/types";
import * as agents from "@/lib/domain/agents";
import * as owners from "@/lib/domain/owners";
import { attempt } from "../attempt";

/** Stops an agent from trading; its owner is told why (decisions 3). */
export async function suspendAgent(id: string, reason: string): Promise<ActResult> {
  return attempt((ctx) => agents.suspend(ctx, id, reason));
}

/** Lets a suspended agent trade again. */
export async function unsuspendAgent(id: string, reason: string): Promise<ActResult> {
  return attempt((ctx) => agents.unsuspend(ctx, id, reason));
}

/** Stops an owner with all of its agents. */
export async function suspendOwner(id: string, reason: string): Promise<ActResult> {
  return attempt((ctx) => owners.suspend(ctx, id, reason));
}

/** Lets an owner and its agents trade again. */
export async function unsuspendOwner(id: string, reason: string): Promise<ActResult> {
  return attempt((ctx) => owners.unsuspend(ctx, id, reason));
}
