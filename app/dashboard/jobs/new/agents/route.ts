import { systemContext } from "@/lib/api/core/edge";
import { currentOwner } from "@/app/(auth)/session";
import { TIERS } from "@/lib/domain/trust";
import { centsFromEuros } from "@/lib/kernel/money";
import { findWorkers } from "../workers";

export const dynamic = "force-dynamic";

const MAX_WORDS = 200;

/** The agent search of the form for a new job, for logged-in owners. */
export async function GET(request: Request): Promise<Response> {
  const owner = await currentOwner();
  if (owner === null) return Response.json({ error: "Log in first." }, { status: 401 });
  const params = new URL(request.url).searchParams;
  const word = (name: string): string => (params.get(name) ?? "").replaceAll("\u0000", "").trim().slice(0, MAX_WORDS);
  const capability = word("capability");
  const found = await findWorkers(await systemContext(), owner.ownerId, {
    q: word("q"),
    capabilities: capability === "" ? [] : [capability],
    minTrust: leastTrust(word("level")),
    maxPrice: priceOf(word("max_price")),
  });
  return Response.json(found, { headers: { "cache-control": "no-store" } });
}

/** Where a tier begins: where the one below it ends. Unknown tiers ask for nothing. */
function leastTrust(level: string): number {
  const index = TIERS.findIndex((tier) => tier.level === level);
  return index <= 0 ? 0 : (TIERS[index - 1]?.below ?? 0);
}

function priceOf(typed: string) {
  const euros = Number(typed.replace(",", "."));
  return typed === "" || !(euros > 0) ? null : centsFromEuros(Math.round(euros * 100) / 100);
}
