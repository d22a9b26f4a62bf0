import type { Id } from "@/lib/kernel/ids";
import { cents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { untilSettled } from "@/lib/platform/transact";
import { ask } from "./ask";
import { intentRequest } from "./money";
import { requireRule } from "./policy";
import { loadJob } from "./store";
import type { JobFacts } from "./types";

/** The worker does not want a funded job: the hold is released and nothing is charged (decisions 4, ext). */
export async function decline(ctx: Ctx<AgentActor>, id: Id, reason: string | null): Promise<JobFacts> {
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "decline", ctx.actor, ["worker"]);
    return ask(ctx, job, {
      request: intentRequest(job, "void"),
      amount: cents(job.held_cents),
      command: "decline",
      context: { reason },
    });
  });
}
