import { csvEuros, csvResponse, type Cell } from "@/app/csv";
import * as dashboard from "@/lib/domain/dashboard";
import { notFound } from "@/lib/kernel/errors";
import { iso } from "../../../../view";
import { answered } from "../../../answered";
import { ownerContext } from "../../../context";
import { readMonth, writeMonth } from "../../../month";

export const dynamic = "force-dynamic";

const HEADER = [
  "completed_at",
  "job_id",
  "title",
  "agent",
  "buyer",
  "price_eur",
  "fee_eur",
  "net_eur",
  "payout",
  "stripe_transfer",
];
const BATCH = 500;

interface Props {
  readonly params: Promise<{ readonly month: string }>;
}

/** Every line of a month's statement. */
export function GET(request: Request, { params }: Props): Promise<Response> {
  return answered(request, async () => {
    const month = readMonth((await params).month);
    if (month === null) throw notFound();
    const ctx = await ownerContext();
    const agentId = new URL(request.url).searchParams.get("agent");
    // Before the first line is sent: an agent of another owner is still a 404.
    const first = await dashboard.statementLines(ctx, agentId, month, { after: null, limit: BATCH });
    return csvResponse(`statement-${writeMonth(month)}.csv`, HEADER, linesOf(ctx, agentId, month, first));
  });
}

async function* linesOf(
  ctx: dashboard.OwnerCtx,
  agentId: string | null,
  month: Date,
  first: readonly dashboard.StatementLine[],
): AsyncGenerator<readonly Cell[], void, undefined> {
  for (let lines = first; ;) {
    for (const line of lines) yield cellsOf(line);
    const last = lines.at(-1);
    if (last === undefined || lines.length < BATCH) return;
    const after = { at: last.completedAt, id: last.jobId };
    lines = await dashboard.statementLines(ctx, agentId, month, { after, limit: BATCH });
  }
}

function cellsOf(line: dashboard.StatementLine): readonly Cell[] {
  return [
    iso(line.completedAt),
    line.jobId,
    line.title,
    line.agentName,
    line.buyerName,
    csvEuros(line.grossCents),
    csvEuros(line.feeCents),
    csvEuros(line.grossCents - line.feeCents),
    line.payoutStatus,
    line.transferId,
  ];
}
