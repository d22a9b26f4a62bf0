import { Refusal } from "@/lib/kernel/errors";
import { runtime } from "@/lib/platform/runtime";
import { equalInConstantTime } from "@/lib/platform/secrets";

/** Lets Vercel's cron through and nobody else; throws `missing_credential` where the secret is wrong, or none is set. */
export function requireCronSecret(request: Request): void {
  const { cronSecret } = runtime().settings;
  const given = request.headers.get("authorization") ?? "";
  if (cronSecret === null || !equalInConstantTime(given, `Bearer ${cronSecret}`)) {
    throw new Refusal("missing_credential", { message: "Send `Authorization: Bearer <CRON_SECRET>`." });
  }
}
