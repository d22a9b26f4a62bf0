import { requireCronSecret } from "@/lib/api/core/cron";
import { problemResponse } from "@/lib/api/core/route";
import { CRON_TASKS, runCron } from "@/lib/composition";
import { Refusal } from "@/lib/kernel/errors";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

/** Leaves the rest of the function's minute to what is running when time is up. */
const BUDGET_MS = 45_000;

/** Vercel calls these by the clock (vercel.json): what a long-lived process's worker does all the time. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly task: string }> },
): Promise<Response> {
  try {
    requireCronSecret(request);
    const { task } = await params;
    const known = CRON_TASKS.find((name) => name === task);
    if (known === undefined) throw new Refusal("route_not_found");
    return Response.json({ success: true, data: await runCron(known, BUDGET_MS) });
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(request, error);
    throw error;
  }
}
