import { z } from "zod";
import { control } from "@/lib/api/core/sandbox";
import { sandbox } from "@/lib/composition";

const TEN_YEARS_SECONDS = 315_360_000;
const advance = z.strictObject({ advance_seconds: z.number().int().min(0).max(TEN_YEARS_SECONDS) });

export function GET(request: Request): Promise<Response> {
  return control(request, sandbox(), z.unknown(), async ({ clock }) => ({ now: await clock.now() }));
}

/** Moves the application's time forward and runs all that falls due, in order of time (sandbox.md). */
export function POST(request: Request): Promise<Response> {
  return control(request, sandbox(), advance, ({ clock }, body) => clock.advance(body.advance_seconds));
}
