import { filtered, jobFilterFrom } from "@/components/jobs/status";
import type { JobsFilterView } from "@/components/jobs/types";
import type * as dashboard from "@/lib/domain/dashboard";
import { addDays } from "@/lib/kernel/clock";
import { single } from "../../view";

type Params = Readonly<Record<string, string | string[] | undefined>>;

const MAX_TEXT = 200;

/** Reads the address; what makes no sense there is as if it were not. */
export function readJobsFilter(params: Params): JobsFilterView {
  const side = single(params.side);
  return {
    agentId: single(params.agent) ?? null,
    status: jobFilterFrom(single(params.status)),
    side: side === "buyer" || side === "worker" ? side : "",
    text: (single(params.q) ?? "").trim().slice(0, MAX_TEXT),
    from: dayOf(single(params.from)),
    to: dayOf(single(params.to)),
  };
}

function dayOf(text: string | undefined): string {
  return text !== undefined && timeOf(text) !== null ? text : "";
}

/** The first instant of a day (UTC); null for what is no day. */
function timeOf(day: string): Date | null {
  const at = new Date(`${day}T00:00:00.000Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(at.getTime()) ? at : null;
}

/** As the domain takes it. */
export function jobsFilterOf(filter: JobsFilterView): dashboard.JobsFilter {
  const lastDay = timeOf(filter.to);
  return {
    agentId: filter.agentId,
    ...filtered(filter.status),
    side: filter.side === "" ? null : filter.side,
    text: filter.text,
    from: timeOf(filter.from),
    until: lastDay === null ? null : addDays(lastDay, 1),
  };
}
