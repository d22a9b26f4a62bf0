"use server";

import type { RulingChoice } from "@/components/admin/types";
import type { ActionResult } from "@/components/forms/types";
import * as disputes from "@/lib/domain/disputes";
import { z } from "zod";
import { RULINGS } from "@/lib/kernel/statuses";
import { act } from "../../act";

const choiceSchema = z.object({
  ruling: z.enum(RULINGS),
  workerShare: z.number().int().min(1).max(9_999).nullable(),
  reasoning: z.string(),
});

/** Rules on a case in review; the verb decides whether it still can be (decisions 8). */
export async function ruleCase(id: string, choice: RulingChoice): Promise<ActionResult> {
  return act((ctx) => {
    const { ruling, workerShare, reasoning } = choiceSchema.parse(choice);
    const share = workerShare === null ? {} : { workerShare: workerShare / 10_000 };
    return disputes.rule(ctx, id, { ruling, ...share, reasoning });
  });
}
